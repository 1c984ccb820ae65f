"""The cache, of which nothing may depend: while its server is away it is an empty one that forgets
at once.

So pages go on, limits are not counted, and nobody waits, but for one request in a while that finds
out whether it is back. `cache_is_away` tells whoever must know the difference between nothing and
no answer. Keys of the second factor are the exception: a code that was used must not be taken again
because nobody could be asked, so there the answer is no (503).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends import redis
from redis.exceptions import RedisError

from chartbusters.ops.breaker import Breaker, LeftAloneError

breaker = Breaker("the cache", pause=5.0)
_FAILURES = (RedisError, OSError)
_LOCKS = ":allauth.mfa."  # in the keys by which codes of the second factor are known to be used


def cache_is_away() -> bool:
    return breaker.failing


def _or_else(ask: Callable[..., Any], otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """The method of the client; what `otherwise` makes of the same words, where the server does not
    answer."""

    @wraps(ask)
    def asked(self: Any, *words: Any, **named: Any) -> Any:
        try:
            with breaker.guard(_FAILURES):
                return ask(self, *words, **named)
        except (LeftAloneError, *_FAILURES) as error:
            if _LOCKS in str(words[0]):
                raise RedisError(
                    "the second factor cannot be asked for without the cache"
                ) from error
            return otherwise(*words, **named)

    return asked


def _nothing(*words: Any, **named: Any) -> None:
    return None


class ForgetfulClient(redis.RedisCacheClient):
    get = _or_else(redis.RedisCacheClient.get, lambda key, default: default)
    get_many = _or_else(redis.RedisCacheClient.get_many, lambda keys: {})
    has_key = _or_else(redis.RedisCacheClient.has_key, lambda key: False)
    # True: whoever takes a lock by adding a key would else try for ever.
    add = _or_else(redis.RedisCacheClient.add, lambda key, value, timeout: True)
    incr = _or_else(redis.RedisCacheClient.incr, lambda key, delta: delta)
    set = _or_else(redis.RedisCacheClient.set, _nothing)
    set_many = _or_else(redis.RedisCacheClient.set_many, _nothing)
    touch = _or_else(redis.RedisCacheClient.touch, lambda key, timeout: False)
    delete = _or_else(redis.RedisCacheClient.delete, lambda key: False)
    delete_many = _or_else(redis.RedisCacheClient.delete_many, _nothing)


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgetfulClient
