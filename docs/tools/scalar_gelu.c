/*
 * How long GELU of 16 numbers takes in C without vectors, on this processor: one number after the other, and 16 numbers (or as many as NUMBERS says)
 * together, each step for all of them before the next step. The operations are those of the scalar function in Java (Gelu, Exp, GaussianTail); numbers
 * outside its straight-line code are left out. So the times show what is in reach of code that C2 does not turn into vectors.
 *
 * Nanoseconds a call, the shortest of some hundred repetitions.
 *
 * How to run: gcc -O3 -march=native -ffp-contract=off -fno-tree-vectorize -fno-tree-slp-vectorize scalar_gelu.c -o scalar_gelu -lm && taskset -c 1 ./scalar_gelu
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N 16
#ifndef NUMBERS
#define NUMBERS N
#endif
#define CALLS 20000
#define REPETITIONS 200
#define INLINE static inline __attribute__((always_inline))

#define LOG2_E 0x1.71547652b82fep0
#define LN2_HIGH 0x1.62e42fefa3800p-1
#define LN2_LOW 0x1.ef35793c76730p-45
#define SHIFT 0x1.80000000003ffp52
static const double Q[] = {0.5, 0x1.555555555553ep-3, 0x1.5555555553b04p-5, 0x1.1111111118d1fp-7, 0x1.6c16c17a0172fp-10,
    0x1.a01a0171a0212p-13, 0x1.a019b395272ddp-16, 0x1.71de979de56a1p-19, 0x1.28976cc38fb16p-22, 0x1.ae48b525805fdp-26};
static const double G[] = {0x1.8cde7ccca534fp-3, -0x1.3319f59cbc7e9p-2, 0x1.56152f0704f2cp-2, -0x1.e99c09259913fp-3,
    0x1.fe307cb41637ep-5, 0x1.e89988c7d5ee0p-5, -0x1.87babadc0d17cp-5, -0x1.4e8e16d05f111p-6};
static const double A[] = {0x1.a330271bbe514p-9, 0x1.910f4dc5d610ap-7, 0x1.49e5610ea0376p+2, -0x1.a96c07971a397p-5, 0x1.82b0e6716b83cp-1,
    0x1.3c746a0e35f83p-9, -0x1.220e9e0b69fdfp-2, 0x1.6891541def002p-7};
static const double B[] = {0x1.add953eed7cf1p-9, 0x1.37c9025ab5c25p-7, 0x1.b4c795d49a55dp+1, -0x1.b3afec9a728aap-6, 0x1.2534ca112a7aep+0,
    0x1.0c996d91a84d0p-7, -0x1.312e3d6b5ff33p-1, 0x1.ceec0f428459dp-6};
#define K 3.5
#define CENTRE 0x1.e5p-2
#define TURN -0.75
#define SHARE 0x1.8d4fdf3b645a2p-4

INLINE double power_of_two(double t) {
  uint64_t bits;
  memcpy(&bits, &t, sizeof bits);
  bits <<= 52;
  memcpy(&t, &bits, sizeof t);
  return t;
}

INLINE double slope_of_f(double v) {
  double u = v * v, t = u + TURN, w = t * t;
  double a = fma(fma(fma(fma(A[0], t, A[1]), w + A[2], A[3]), w + A[4], A[5]), w + A[6], A[7]);
  double b = fma(fma(fma(fma(B[0], t, B[1]), w + B[2], B[3]), w + B[4], B[5]), w + B[6], B[7]);
  double odd = fma(fma(fma(a, u, G[7]), u, G[5]), u, G[3]), even = fma(fma(b, u, G[6]), u, G[4]);
  return fma(fma(fma(even, v, odd), v, G[2]), v, G[1]);
}

/* What a number needs from one step to the next. */
typedef struct { double a, remainder, rest, s, sum, y, v, g, f, tail, carried; } State;

INLINE void begin(State *p, double x) {
  p->a = fabs(x);
  double m = p->a * -0.5, high = p->a * m, low = fma(p->a, m, -high), t = fma(high, LOG2_E, SHIFT), n = t - SHIFT;
  p->remainder = fma(n, -LN2_HIGH, high);
  p->rest = fma(n, -LN2_LOW, low);
  p->s = 4 * power_of_two(t);
  p->sum = p->a + K;
  p->y = p->a / p->sum;
  p->v = p->y - CENTRE;
}

INLINE void exponential(State *p) {
  double r = p->remainder + p->rest, r2 = r * r;
  double upper = fma(fma(Q[9], r, Q[8]), r2, fma(Q[7], r, Q[6])), lower = fma(fma(Q[5], r, Q[4]), r2, fma(Q[3], r, Q[2]));
  p->rest = fma(r2, fma(fma(upper, r2 * r2, lower), r2, fma(Q[1], r, Q[0])), p->rest);
}

INLINE void product(State *p) {
  p->f = fma(p->g, p->v, G[0]);
  double f_low = fma(p->g, p->v, G[0] - p->f), ys = p->y * p->s;
  p->tail = ys * p->f;
  double tail_low = fma(ys, f_low, fma(ys, p->f, -p->tail));
  double y_error = fma(-ys, p->a - (p->sum - K), fma(-ys, p->sum, p->a * p->s)), share = p->f - SHARE;
  p->carried = fma(y_error, share * share, tail_low);
}

INLINE double end(const State *p, double x) {
  double lost = fma(p->tail, p->remainder, fma(p->tail, p->rest, fma(p->carried, p->remainder, p->carried)));
  return ((x < 0 ? -0.0 : x) - p->tail) - lost;
}

__attribute__((noinline)) static void one_by_one(const double *x, double *y) {
  for (int i = 0; i < N; i++) {
    State p;
    begin(&p, x[i]);
    exponential(&p);
    p.g = slope_of_f(p.v);
    product(&p);
    y[i] = end(&p, x[i]);
  }
}

#define EACH(step) _Pragma("GCC unroll 16") for (int k = 0; k < NUMBERS; k++) { step; }

__attribute__((noinline)) static void together(const double *x, double *y) {
  for (int i = 0; i < N; i += NUMBERS) {
    State p[NUMBERS];
    EACH(begin(&p[k], x[i + k]))
    EACH(exponential(&p[k]))
    EACH(p[k].g = slope_of_f(p[k].v))
    EACH(product(&p[k]))
    EACH(y[i + k] = end(&p[k], x[i + k]))
  }
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static double shortest(void (*gelu)(const double *, double *), const double *x, double *y) {
  double best = INFINITY;
  for (int k = 0; k < REPETITIONS; k++) {
    double start = now();
    for (int call = 0; call < CALLS; call++) {
      gelu(x, y);
      __asm__ volatile("" : : "r"(y) : "memory");
    }
    best = fmin(best, (now() - start) / CALLS);
  }
  return best;
}

int main(void) {
  double x[N], y[N], z[N];
  srand(7);
  for (int i = 0; i < N; i++) {
    double sum = -6;
    for (int k = 0; k < 12; k++) {
      sum += rand() / (double) RAND_MAX;
    }
    x[i] = 3 * sum;
  }
  double one = shortest(one_by_one, x, y), all = shortest(together, x, z);
  if (memcmp(y, z, sizeof y) != 0) {
    return 1;
  }
  printf("GELU of %d numbers: one by one %.0f ns, %d together %.0f ns\n", N, one, NUMBERS, all);
  return 0;
}
