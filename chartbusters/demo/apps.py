from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "chartbusters.demo"
