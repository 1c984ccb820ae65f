"""Why a vote counts less than another: one bit a reason, and a sentence for people."""

from enum import IntFlag


class Reason(IntFlag):
    """Bits of a vote's reasons; what several layers found is all of them together. Stored: never
    give a bit another meaning."""

    UNCONFIRMED = 1
    DISPOSABLE = 2
    NEW = 4
    LINKED = 8
    UNLIKELY = 16
    COHORT = 32
    BOUNDED = 64
    BURST = 128
    SAME_ANSWERS = 256
    HASTY = 512
    MISFIT = 1024


WORDS: dict[Reason, str] = {
    Reason.UNCONFIRMED: "The mail address of the account is not confirmed.",
    Reason.DISPOSABLE: "The account's mail address is of a kind that is thrown away.",
    Reason.NEW: "The account is new here; its votes count more as it grows older or votes in more "
    "challenges.",
    Reason.LINKED: "Accounts that were used in one browser share the weight of one person.",
    Reason.UNLIKELY: "These answers go against what everybody else hears more often than chance "
    "allows.",
    Reason.COHORT: "A group of accounts votes on this entry in another way than everybody else, "
    "beyond chance; the group's votes on it are set aside until staff have looked.",
    Reason.BOUNDED: "A group of accounts pulls this entry away from where everybody else hears it; "
    "the group's votes on it count as far as chance explains.",
    Reason.BURST: "The accounts of the group were made within minutes of each other.",
    Reason.SAME_ANSWERS: "Accounts that give the same answers to the same pairs share the weight "
    "of one person.",
    Reason.HASTY: "The votes came faster, or more evenly, than anybody listens.",
    Reason.MISFIT: "This entry wins against strong ones more often than its losses to weak ones "
    "allow; its surprising wins count less.",
}
