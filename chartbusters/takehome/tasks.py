"""What workers do for those who take something home."""

from typing import Any

from celery import shared_task

from chartbusters.takehome import making, services, sweeping
from chartbusters.takehome.models import Parcel
from generation.services import works_reap


@shared_task(bind=True)
def parcel_make(self: Any, pk: str) -> None:
    making.run(pk=pk, worker=f"{self.request.hostname} {self.request.id}")


@shared_task
def parcels_tidy() -> None:
    works_reap(model=Parcel)
    services.parcels_drop()
    sweeping.parcels_sweep()
