"""Building blocks of the forward passes. Arrays are row-major: (..., time, channels)."""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

Array = NDArray[np.floating]


def rms_norm(x: Array, epsilon: float) -> Array:
    """(..., C) divided by the root of its mean square over channels (Zhang and Sennrich 2019); no
    gain."""
    scale = np.vecdot(x, x)[..., None]
    scale /= x.shape[-1]
    scale += x.dtype.type(epsilon)
    np.sqrt(scale, out=scale)
    return x / scale


def gate(half_value: Array, half_gate: Array) -> Array:
    """value * sigmoid(gate), from the halves of both: tanh cannot overflow, and halved weights cost
    nothing."""
    out = np.tanh(half_gate)
    out *= half_value
    out += half_value
    return out


def silu(half: Array) -> Array:
    """x * sigmoid(x), from half of x."""
    return gate(half, half)


def log_softmax(x: Array) -> Array:
    """Over the last axis: logits (..., S) -> log probabilities."""
    shifted = x - x.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def softmax(scores: Array) -> Array:
    """Over the last axis, in place, without the usual subtraction: for scores that are bounded by
    design."""
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    return scores


def unfold(x: Array, taps: int, dilation: int = 1) -> Array:
    """(..., T, C) -> (..., T, taps * C): the neighbours of each step side by side, silence beyond
    the ends.

    A convolution over time is then one matrix product, which BLAS does faster than anything numpy
    has for convolutions.
    """
    *batch, steps, channels = x.shape
    edge = taps // 2 * dilation
    padded = np.zeros((*batch, steps + 2 * edge, channels), x.dtype)
    padded[..., edge : edge + steps, :] = x
    *outer, row, item = padded.strides
    view = as_strided(padded, (*batch, steps, taps, channels), (*outer, row, row * dilation, item))
    return view.reshape(*batch, steps, taps * channels)


def interleave(weight: Array, heads: int) -> Array:
    """The columns of (in, heads * width) so ordered that `rotate` finds its pairs side by side.

    The torch networks pair channel n of a head with channel n + width / 2. Queries and keys are
    ordered alike, so their products stay.
    """
    return weight.reshape(len(weight), heads, 2, -1).swapaxes(2, 3).reshape(weight.shape)


def phasors(angles: NDArray[np.floating], dtype: type) -> NDArray[np.complexfloating]:
    """exp(i * angles), as complex numbers of the precision of `dtype`."""
    return np.exp(1j * angles.astype(np.float64)).astype(np.result_type(dtype, np.complex64))


def rotate(x: Array, turn: NDArray[np.complexfloating]) -> Array:
    """Rotary positions (Su et al. 2021): pairs of channels (..., width) as complex numbers, times
    phasors."""
    return (x.view(turn.dtype) * turn).view(x.dtype)
