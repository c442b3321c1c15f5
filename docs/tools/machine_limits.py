#!/usr/bin/env python3
"""How many cycles this processor needs at least for the operations of the vector kernels' loops.

For each loop it counts the instructions that C2 makes of one vector (read off its machine code, JDK 25):
products (multiplications and fused multiply-adds), sums, divisions, and others (shifts, logic, comparisons); loads,
stores and the loop itself are left out. It writes an assembler loop with as many of each, none of which waits for
another, and times it. A kernel cannot be faster than that. Cycles are measured by a chain of multiplications of
integers, which take 3 cycles each.

The last two lines time a loop of 10 products that wait for each other and a division, whose operand is a normal or a
subnormal number: a subnormal one keeps the processor from working on several rounds of the loop at once.

How to run: taskset -c 1 python3 machine_limits.py 512     (needs gcc and a processor with AVX-512; some seconds)
            taskset -c 1 python3 machine_limits.py 256     (AVX2 and FMA)
"""
import os
import subprocess
import sys
import tempfile

BITS = int(sys.argv[1]) if len(sys.argv) > 1 else 512
if BITS not in (256, 512):
    sys.exit(f"the width must be 256 or 512 bits, not {BITS}")

# The registers of a width; the first two hold constants.
NAME = "%%zmm" if BITS == 512 else "%%ymm"
A, B = (30, 31) if BITS == 512 else (14, 15)
AND = "vpandq" if BITS == 512 else "vpand"

# products, sums, divisions, others
LOOPS = {
    "sigmoid": (12, 3, 1, 6),
    "silu": (16, 5, 1, 4),
    "tanh": (21, 7, 1, 5),
    "gelu": (50, 17, 1, 8),
    "gelu_tanh": (23, 8, 1, 4),
    "gelu, backward": (54, 23, 1, 9),
    "gelu_tanh, backward": (41, 12, 1, 4),
    "sigmoid, derivative": (13, 2, 1, 5),
    "sigmoid, value and derivative": (13, 3, 1, 7),
    "silu, value and derivative": (30, 3, 1, 4),
    "softmax, log-softmax: largest entry": (1, 0, 0, 1) if BITS == 512 else (0, 0, 0, 2),
    "softmax: exponentials": (18, 10, 0, 1),
    "softmax: product with the reciprocal": (3, 0, 0, 0),
    "log-softmax: exponentials": (19, 7, 0, 1),
    "log-softmax: differences": (0, 2, 0, 0),
}

UNROLLED = 4
ROUNDS = 500_000
NORMAL = "0x3ffb3333cafebabeL"
SUBNORMAL = "0x0008123456789abcL"
DIVISOR = "0x3ff4ccccdeadbeefL"

HEAD = """
#include <stdio.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static double cycle = 0;

static double shortest(void (*loop)(long), long rounds) {
  double best = 1e300;
  for (int i = 0; i < 9; i++) {
    double start = now();
    loop(rounds);
    double time = now() - start;
    best = time < best ? time : best;
  }
  return best / rounds;
}

static void chain(long n) {
  __asm__ volatile("1: imul %%rax, %%rax\\n\\tdec %0\\n\\tjnz 1b" : "+r"(n) : : "rax");
}
"""


def evenly(*groups):
    """Merges lists of instructions so that each is spread over the whole."""
    keyed = [((k + 0.5) / len(group), line) for group in groups for k, line in enumerate(group)]
    return [line for _, line in sorted(keyed, key=lambda pair: pair[0])]


def registers(products, sums):
    """Which registers the products, sums, divisions and others take in turns: where there are 16, as many as do not wait."""
    if BITS == 512:
        return range(4, 14), range(14, 22), range(0, 4), range(22, 30)
    if products == 0:
        return range(0), range(0, 8), range(8, 10), range(10, 14)
    return (range(0, 8), range(8, 11), range(11, 13), range(13, 14)) if sums * 3 < products * 2 else (
        range(0, 7), range(7, 12), range(12, 13), range(13, 14))


def independent(products, sums, divisions, others):
    """The instructions of some rounds, none of which waits for the one before it of its kind."""
    p, s, d, o = registers(products, sums)
    return evenly(
        [f"vfmadd231pd {NAME}{A}, {NAME}{B}, {NAME}{p[i % len(p)]}" for i in range(products * UNROLLED)],
        [f"vaddpd {NAME}{A}, {NAME}{s[i % len(s)]}, {NAME}{s[i % len(s)]}" for i in range(sums * UNROLLED)],
        [f"vdivpd {NAME}{A}, {NAME}{B}, {NAME}{d[i % len(d)]}" for i in range(divisions * UNROLLED)],
        [f"{AND} {NAME}{A}, {NAME}{B}, {NAME}{o[i % len(o)]}" for i in range(others * UNROLLED)],
    )


def chained():
    chain = [f"vmovapd {NAME}{A}, {NAME}2"] + [f"vfmadd231pd {NAME}{A}, {NAME}2, {NAME}2"] * 10
    return (chain + [f"vdivpd {NAME}{A}, {NAME}{B}, {NAME}1"]) * UNROLLED


def function(name, lines, dividend):
    body = "\\n\\t".join(lines)
    return (
        f"static void {name}(long n) {{\n"
        f'  __asm__ volatile("vmovq %1, %%xmm0\\n\\tvpbroadcastq %%xmm0, {NAME}{A}\\n\\t"\n'
        f'      "vmovq %2, %%xmm0\\n\\tvpbroadcastq %%xmm0, {NAME}{B}\\n\\t"\n'
        f'      "1:\\n\\t{body}\\n\\tdec %0\\n\\tjnz 1b"\n'
        f'      : "+r"(n) : "r"({DIVISOR}), "r"({dividend}) : "memory");\n}}\n'
    )


def program():
    loops = [(f"{name} {counts}", independent(*counts), NORMAL) for name, counts in LOOPS.items()]
    loops += [("10 products in a chain, a division", chained(), NORMAL), ("the same, subnormal", chained(), SUBNORMAL)]
    source = HEAD + "".join(function(f"loop{k}", lines, dividend) for k, (_, lines, dividend) in enumerate(loops))
    source += "int main(void) {\n  cycle = shortest(chain, 100000000) / 3;\n"
    source += '  printf("%-60s %.3f ns\\n", "a cycle", cycle);\n'
    for k, (label, _, _) in enumerate(loops):
        source += f'  printf("%-60s %5.1f cycles\\n", "{label}", shortest(loop{k}, {ROUNDS}) / {UNROLLED} / cycle);\n'
    return source + "}\n"


with tempfile.TemporaryDirectory() as directory:
    path = os.path.join(directory, "limits")
    with open(path + ".c", "w", encoding="ascii") as file:
        file.write(program())
    flags = ["-mavx512f"] if BITS == 512 else ["-mavx2", "-mfma"]
    subprocess.run(["gcc", "-O1", *flags, path + ".c", "-o", path], check=True)
    subprocess.run([path], check=True)
