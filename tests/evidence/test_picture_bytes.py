"""What comes out of a child that may have been taken over is a small plain picture, or it is nothing."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from grader.picture_bytes import LARGEST, LONGEST_SIDE, PictureSize, picture_size


def png(size=(30, 20), **options):
    picture = Image.new("P", size)
    picture.putpalette([shade for grey in range(16) for shade in (grey, grey, grey)])
    with io.BytesIO() as out:
        picture.save(out, "PNG", bits=4, **options)
        return out.getvalue()


def webp(size=(30, 20), **options):
    with io.BytesIO() as out:
        Image.effect_noise(size, 50).convert("RGB").save(out, "WEBP", **options)
        return out.getvalue()


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunk(name, body):
    """A good PNG with one chunk more, before its pixels."""
    data = png()
    at = data.index(b"IDAT") - 4
    return data[:at] + chunk(name, body) + data[at:]


def with_header(width, height, *how, pixels=b"\0" * 340):
    body = struct.pack(">IIBBBBB", width, height, *how)
    parts = (chunk(b"IHDR", body), chunk(b"PLTE", bytes(48)), chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_our_own_pictures_are_known_with_their_size():
    assert picture_size(png()) == PictureSize("png", 30, 20)
    assert picture_size(webp(quality=50)) == PictureSize("webp", 30, 20)
    assert picture_size(with_header(30, 20, 4, 3, 0, 0, 0, pixels=bytes(20 * 16))) == PictureSize("png", 30, 20)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", id="a drawing with a script"),
        pytest.param(png() + b"more", id="something behind the end"),
        pytest.param(png()[:-1], id="cut off"),
        pytest.param(png()[:40] + b"\xff" + png()[41:], id="damaged"),
        pytest.param(with_chunk(b"tEXt", b"Comment\0hidden"), id="a text beside the pixels"),
        pytest.param(with_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(99))), id="a colour profile"),
        pytest.param(with_chunk(b"acTL", bytes(8)), id="an animation"),
        pytest.param(with_header(LONGEST_SIDE + 1, 2, 4, 3, 0, 0, 0), id="too wide"),
        pytest.param(with_header(4_000_000_000, 4_000_000_000, 4, 3, 0, 0, 0), id="a bomb by its size"),
        pytest.param(with_header(30, 20, 4, 3, 0, 0, 0, pixels=bytes(30_000_000)), id="a bomb by its pixels"),
        pytest.param(with_header(30, 20, 4, 3, 0, 0, 0, pixels=bytes(20)), id="too few pixels"),
        pytest.param(with_header(0, 20, 4, 3, 0, 0, 0, pixels=bytes(20)), id="no width"),
        pytest.param(with_header(30, 20, 16, 2, 0, 0, 1), id="other colours"),
        pytest.param(webp(lossless=True), id="another kind of WebP"),
        pytest.param(webp(exif=b"Exif\0\0hidden"), id="WebP with something beside its frame"),
        pytest.param(webp((LONGEST_SIDE + 1, 2)), id="WebP that is too wide"),
        pytest.param(webp() + b"more", id="something behind WebP"),
        pytest.param(webp()[:-3], id="WebP cut off"),
        pytest.param(b"GIF89a" + bytes(99), id="GIF"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(99), id="JPEG"),
        pytest.param(png() + bytes(LARGEST), id="too large"),
    ],
)
def test_anything_else_is_nothing(data):
    assert picture_size(data) is None


@given(st.binary(max_size=200), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"RIFF", png()[:60], webp()[:30]]))
def test_no_bytes_at_all_make_it_fail(data, beginning):
    assert picture_size(beginning + data) is None
