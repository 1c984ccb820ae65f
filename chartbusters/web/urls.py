"""Addresses that are not about music."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
