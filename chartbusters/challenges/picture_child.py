"""The process that reads one picture of a stranger: limits first, then Pillow, then written anew.

A picture on stdin; a JPEG of ours on stdout. Nothing of what was sent gets out but its pixels.
"""

import os
import resource
import sys
import warnings

CPU_SECONDS = 4
MEMORY_BYTES = 900 * 2**20
ANSWER_BYTES = 2 * 2**20
NICE = 5  # pages go first
MOST_PIXELS = 25_000_000
WIDTH, HEIGHT = 1600, 900  # what a cover is at most; it is cut to this shape
FORMATS = ("PNG", "JPEG", "WEBP")
UNREADABLE, TOO_MANY_PIXELS = 3, 4  # how it ends, for the parent


def limit() -> None:
    """Takes from this process what decoding does not need."""
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ANSWER_BYTES, ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit()
    warnings.simplefilter("ignore")
    rewrite()


def rewrite() -> None:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # asked for below, before a pixel is read
    try:
        with Image.open(sys.stdin.buffer, formats=FORMATS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                sys.exit(TOO_MANY_PIXELS)
            sent.draft("RGB", (WIDTH, HEIGHT))  # a large JPEG need not be decoded at its full size
            upright = ImageOps.exif_transpose(sent)
            cut = ImageOps.fit(upright, _shape(upright.width, upright.height)).convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError):
        sys.exit(UNREADABLE)
    ground = Image.new("RGBA", cut.size, "#11171a")
    flat = Image.alpha_composite(ground, cut).convert("RGB")
    flat.save(sys.stdout.buffer, "JPEG", quality=84, optimize=True)


def _shape(width: int, height: int) -> tuple[int, int]:
    """The largest of the shape of a cover that this picture fills, and no larger than one."""
    wide = max(16, min(WIDTH, width, height * WIDTH // HEIGHT))
    return wide, wide * HEIGHT // WIDTH


if __name__ == "__main__":
    main()
