#!/usr/bin/env python3
"""How many cycles this processor needs at least for the operations of the vector kernels' loops.

For each loop it counts the instructions that C2 makes of one vector of 8 doubles (read off its machine code, JDK 25):
products (multiplications and fused multiply-adds), sums, divisions, and others (shifts, logic, comparisons); loads,
stores and the loop itself are left out. It writes an assembler loop with as many of each, none of which waits for
another, and times it. A kernel cannot be faster than that. Cycles are measured by a chain of multiplications of
integers, which take 3 cycles each.

The last two lines time a loop of 10 products that wait for each other and a division, whose operand is a normal or a
subnormal number: a subnormal one keeps the processor from working on several rounds of the loop at once.

How to run: taskset -c 1 python3 machine_limits.py     (needs gcc and a processor with AVX-512; some seconds)
"""
import os
import subprocess
import tempfile

# products, sums, divisions, others
LOOPS = {
    "sigmoid, silu": (16, 5, 1, 4),
    "tanh": (21, 7, 1, 5),
    "gelu": (58, 9, 1, 8),
    "gelu_tanh": (25, 9, 1, 6),
    "gelu, backward": (60, 16, 1, 9),
    "gelu_tanh, backward": (39, 18, 1, 7),
    "sigmoid, value and derivative": (19, 8, 2, 4),
    "softmax, log-softmax: largest entry": (0, 0, 0, 4),
    "softmax, log-softmax: exponentials": (18, 17, 0, 1),
    "softmax: product with the reciprocal": (3, 0, 0, 0),
    "log-softmax: differences": (0, 8, 0, 0),
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


def independent(products, sums, divisions, others):
    """The instructions of some rounds, on registers of their own: the same one comes again after eight others of its kind."""
    return evenly(
        [f"vfmadd231pd %%zmm30, %%zmm31, %%zmm{4 + i % 10}" for i in range(products * UNROLLED)],
        [f"vaddpd %%zmm30, %%zmm{14 + i % 8}, %%zmm{14 + i % 8}" for i in range(sums * UNROLLED)],
        [f"vdivpd %%zmm30, %%zmm31, %%zmm{i % 4}" for i in range(divisions * UNROLLED)],
        [f"vpandq %%zmm30, %%zmm{22 + i % 8}, %%zmm{22 + i % 8}" for i in range(others * UNROLLED)],
    )


def chained():
    chain = ["vmovapd %%zmm30, %%zmm2"] + ["vfmadd231pd %%zmm30, %%zmm2, %%zmm2"] * 10
    return (chain + ["vdivpd %%zmm30, %%zmm31, %%zmm1"]) * UNROLLED


def function(name, lines, dividend):
    body = "\\n\\t".join(lines)
    return (
        f"static void {name}(long n) {{\n"
        f'  __asm__ volatile("vpbroadcastq %1, %%zmm30\\n\\tvpbroadcastq %2, %%zmm31\\n\\t"\n'
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
    subprocess.run(["gcc", "-O1", "-mavx512f", path + ".c", "-o", path], check=True)
    subprocess.run([path], check=True)
