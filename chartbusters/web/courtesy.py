"""The cache in Redis, without which people can still sign in.

allauth counts attempts in it. Such a count is a courtesy, as our own limits are: while the cache is away nobody is kept
out for it, and what locks accounts stands in the database. All other keys fail as they do in Django, for whoever asks
for them knows what to do without.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

COUNTS = "allauth:rl:"  # how the keys of allauth's rate limits begin

Answer = TypeVar("Answer")


class CourteousRedisCache(RedisCache):
    def add(self, key: str, value: Any, *args: Any, **options: Any) -> bool:
        return _or_without(key, True, lambda: super(CourteousRedisCache, self).add(key, value, *args, **options))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return _or_without(key, default, lambda: super(CourteousRedisCache, self).get(key, default, version))

    def set(self, key: str, value: Any, *args: Any, **options: Any) -> None:
        _or_without(key, None, lambda: super(CourteousRedisCache, self).set(key, value, *args, **options))

    def delete(self, key: str, version: int | None = None) -> bool:
        return _or_without(key, False, lambda: super(CourteousRedisCache, self).delete(key, version))


def _or_without(key: str, otherwise: Answer, do: Callable[[], Answer]) -> Answer:
    try:
        return do()
    except RedisError:
        if not key.startswith(COUNTS):
            raise
        return otherwise
