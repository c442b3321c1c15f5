"""What the coefficient scripts share: doubles as Java writes them, error measuring, the command line.

Not a script of its own. Needs mpmath (Debian: python3-mpmath; python3-gmpy2 makes it faster).
"""
import argparse
import re
import sys
from pathlib import Path

from mpmath import cos, floor, log, mpf, pi

HEX_LITERAL = re.compile(r"0x[0-9a-f]+(?:\.[0-9a-f]+)?p[+-]?\d+", re.IGNORECASE)
DECIMAL_LITERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])", re.IGNORECASE)


def nearest(x):
    """The double nearest to x, as an exact mpf."""
    return mpf(float(x))


def nearest_with_bits(x, bits):
    """x rounded to so many significant bits."""
    unit = mpf(2) ** (floor(log(abs(x), 2)) + 1 - bits)
    return floor(x / unit + mpf(1) / 2) * unit


def two_parts(x, high=None):
    """x as the sum of two doubles: high (the nearest double unless given) and the nearest double to the rest."""
    high = nearest(x) if high is None else high
    return high, nearest(x - high)


def hexadecimal(x):
    return float(x).hex().replace("p+", "p")


def decimal(x):
    """The shortest decimal that reads back, in Java's form: scientific below 0.001."""
    x = float(x)
    if x == 0 or 1e-3 <= abs(x) < 1e7:
        return repr(x)
    digits = next(f"{x:.{n}e}" for n in range(1, 18) if float(f"{x:.{n}e}") == x)
    mantissa, exponent = digits.split("e")
    return f"{mantissa}e{int(exponent)}"


def print_java(constants):
    for name, x in constants.items():
        print(f"static final double {name} = {hexadecimal(x)}; // {decimal(x)}")


def read_table(table):
    """A table of hex literals, as exact mpf values."""
    return {name: mpf(float.fromhex(literal)) for name, literal in table.items()}


def horner(coefficients, x):
    """The polynomial with these coefficients, lowest power first, without rounding errors that matter."""
    y = mpf(0)
    for c in reversed(coefficients):
        y = y * x + c
    return y


def chebyshev_points(low, high, count):
    """The zeros of the Chebyshev polynomial of that degree, moved to [low, high]."""
    half = (high - low) / 2
    return [low + half + half * cos(pi * (2 * j + 1) / (2 * count)) for j in range(count)]


def grid(low, high, count):
    """count + 1 points at equal distances, both ends included."""
    return [low + (high - low) * j / count for j in range(count + 1)]


def progress(text):
    print(f"  {text}", file=sys.stderr, flush=True)


def compare(made, table):
    """Says whether the constants made are those of the table, bit for bit."""
    same = made.keys() == table.keys()
    for name in made.keys() & table.keys():
        if made[name] != table[name]:
            same = False
            print(f"DIFFERS {name}: made {hexadecimal(made[name])}, in the table {hexadecimal(table[name])}")
    print("Every constant is the table's, bit for bit." if same else "The table has to be changed, or the settings.")
    return same


def within(what, measured, stated):
    """Prints a measured error beside the largest one stated; tells whether it is within."""
    good = measured <= stated
    print(f"{'ok   ' if good else 'WORSE'} {what}: {float(measured):.4g}, stated {float(stated):.4g}")
    return good


def exactly(what, good):
    print(f"{'ok   ' if good else 'WRONG'} {what}")
    return good


def in_sources(table, paths):
    """Tells whether Java sources have every constant of the table as a literal (hex or decimal; names don't matter)."""
    found = set()
    for path in paths:
        code = re.sub(r"/\*.*?\*/|//[^\n]*", " ", Path(path).read_text(encoding="utf-8"), flags=re.DOTALL)
        found |= {float.fromhex(s) for s in HEX_LITERAL.findall(code)}
        found |= {float(s) for s in DECIMAL_LITERAL.findall(HEX_LITERAL.sub(" ", code))}
    missing = [name for name, x in table.items() if abs(float(x)) not in found]
    return exactly("the sources have every constant" + (f" but {', '.join(missing)}" if missing else ""), not missing)


def run(description, make, check, table):
    """The command line of every script here. make() returns the constants; check() measures those of the table."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true",
                        help="measure the table's constants; exit 1 if one is worse than stated")
    parser.add_argument("--java", metavar="FILE", nargs="+",
                        help="with --check: these sources must have every constant of the table")
    arguments = parser.parse_args()
    if arguments.java and not arguments.check:
        parser.error("--java goes with --check")
    if arguments.check:
        good = check()
        if arguments.java:
            good &= in_sources(table, arguments.java)
    else:
        good = compare(make(), table)
    sys.exit(0 if good else 1)
