from django.apps import AppConfig


class LeaderboardConfig(AppConfig):
    name = "chartbusters.leaderboard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges.deciding import DECIDED, FIRSTS
        from chartbusters.challenges.results import RESULTS
        from chartbusters.challenges.steps import STEPS
        from chartbusters.jury.conflicts import LINKED
        from chartbusters.leaderboard.bounds import bounds_told
        from chartbusters.leaderboard.final.health import finals_checked
        from chartbusters.leaderboard.health import boards_checked
        from chartbusters.leaderboard.results import results_final, results_voted
        from chartbusters.leaderboard.reveal import firsts, is_revealed
        from chartbusters.leaderboard.steps import steps_told
        from chartbusters.leaderboard.teaser import board_teaser
        from chartbusters.leaderboard.ties import people_in_one_browser
        from chartbusters.ops.health import CHECKS
        from chartbusters.voting.issuing import RATINGS
        from chartbusters.web.front import PARTS

        CHECKS["boards"] = boards_checked
        CHECKS["final boards"] = finals_checked
        PARTS.append(board_teaser)
        RESULTS.extend([results_voted, results_final])
        RATINGS.append(bounds_told)
        LINKED.append(people_in_one_browser)
        STEPS.append(steps_told)
        DECIDED.append(is_revealed)
        FIRSTS.append(firsts)
