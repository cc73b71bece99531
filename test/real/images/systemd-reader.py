"""Prints, as JSON, what systemd's own readers, in its private library, make of a file: `environment FILE` or `words FILE`."""
import ctypes
import glob
import json
import sys

UNQUOTE_AND_UNESCAPE = 1 << 5 | 1 << 1

library = ctypes.CDLL(glob.glob("/usr/lib/*/systemd/libsystemd-shared-*.so")[0])


def environment(file):
    """An environment file, as load_env_file reads it: NAME=value."""
    library.load_env_file.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    pairs = ctypes.POINTER(ctypes.c_char_p)()
    if library.load_env_file(None, file.encode(), ctypes.byref(pairs)) < 0:
        sys.exit("systemd refuses the file")
    found = []
    while pairs and pairs[len(found)] is not None:
        found.append(pairs[len(found)].decode())
    return found


def words(file):
    """The words of a command line, as extract_first_word takes them, before specifiers and variables are put in."""
    library.extract_first_word.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    with open(file, encoding="utf-8", newline="") as lines:
        rest, word, found = ctypes.c_char_p(lines.read().encode()), ctypes.c_char_p(), []
    while (state := library.extract_first_word(ctypes.byref(rest), ctypes.byref(word), None, UNQUOTE_AND_UNESCAPE)) > 0:
        found.append(word.value.decode())
    return found if state == 0 else sys.exit(f"systemd refuses the words: {state}")


print(json.dumps({"environment": environment, "words": words}[sys.argv[1]](sys.argv[2])))
