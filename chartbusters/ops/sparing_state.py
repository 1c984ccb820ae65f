"""What models are in the midst of migrations, with as few classes made anew as tables need.

Whenever a model changes, Django makes the classes of all that are related to it anew, and to people
nearly everything is: 17,500 classes for an empty database that was to have 140 tables. But what a
step does to a table is read from the class of that table. So a model that is new, or whose fields
that nobody refers to, indexes and constraints change, is made anew alone. Django knows this as a
delayed state: before code of ours looks at models, and at the end, all are made anew together.
"""

from typing import Any

from django.db.migrations.state import ProjectState


class SparingState(ProjectState):
    """Only the state that goes forwards is one; its clones, which nothing changes, are Django's."""

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        """`delay` is Django's word for a change that no other model needs to know of."""
        if "apps" not in self.__dict__:
            return
        is_new = model_name not in self.apps.all_models[app_label]
        # A model that is renamed is unknown too, and delayed.
        if delay != is_new and self._concerns_one_table(app_label, model_name):
            self.is_delayed = True
            self._reload({(app_label, model_name)})  # type: ignore[attr-defined]
        else:
            self._forget_classes()

    def reload_models(self, models: Any, delay: bool = True) -> None:
        """What refers to a model that got another name."""
        self._forget_classes()

    def _concerns_one_table(self, app_label: str, model_name: str) -> bool:
        """Not when others inherit from the model, or know it by the name of its table."""
        label = f"{app_label}.{model_name}"
        if any(label in state.bases for state in self.models.values()):
            return False
        known = self.apps.all_models[app_label].get(model_name)
        named = self.models[app_label, model_name].options.get("db_table")
        return known is None or known._meta.original_attrs.get("db_table") == named

    def _forget_classes(self) -> None:
        """All are made when somebody asks next."""
        self.__dict__.pop("apps", None)
        self.is_delayed = False
