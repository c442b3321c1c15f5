/*
 * How long three of the vector kernels' loops take in C, on this processor: softmax in rows of 1 024, SiLU's training step, and
 * the gradient of GELU's tanh form. The operations are those of the Java kernels, in their order, with the intrinsics of AVX-512; what
 * special numbers need is left out, but for SiLU's look at the range. So the times show what the operations cost, whoever compiles them.
 *
 * Each is timed over 65 536 doubles from about N(0, 9) twice: with arrays that begin with a cache line, and with arrays as Java allocates them one after the
 * other, 16 bytes beyond a multiple of 4 096 apart. Nanoseconds an element, the shortest of some hundred repetitions.
 *
 * How to run: gcc -O3 -march=native -ffp-contract=off vector_loops.c -o vector_loops -lm && taskset -c 1 ./vector_loops
 * With -DPAIRS two vectors go through each step together.
 */
#include <immintrin.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N 65536
#define ROW 1024
#define BLOCK 256
#define TILE (BLOCK + 32)
#define REPETITIONS 300

#ifdef PAIRS
/* Two vectors that go through each step together. */
typedef struct { __m512d a, b; } V;
#define WIDTH 16
#define EACH(call_a, call_b) (V) {call_a, call_b}
#define PART(v, part) v.part
#else
typedef __m512d V;
#define WIDTH 8
#define EACH(call_a, call_b) call_a
#define PART(v, part) v
#endif
#define INLINE static inline __attribute__((always_inline))

INLINE V all(double x) { return EACH(_mm512_set1_pd(x), _mm512_set1_pd(x)); }
INLINE V load(const double *x) { return EACH(_mm512_loadu_pd(x), _mm512_loadu_pd(x + 8)); }
INLINE V add(V a, V b) { return EACH(_mm512_add_pd(PART(a, a), PART(b, a)), _mm512_add_pd(PART(a, b), PART(b, b))); }
INLINE V sub(V a, V b) { return EACH(_mm512_sub_pd(PART(a, a), PART(b, a)), _mm512_sub_pd(PART(a, b), PART(b, b))); }
INLINE V mul(V a, V b) { return EACH(_mm512_mul_pd(PART(a, a), PART(b, a)), _mm512_mul_pd(PART(a, b), PART(b, b))); }
INLINE V quotient(V a, V b) { return EACH(_mm512_div_pd(PART(a, a), PART(b, a)), _mm512_div_pd(PART(a, b), PART(b, b))); }
INLINE V fma8(V a, V b, V c) {
  return EACH(_mm512_fmadd_pd(PART(a, a), PART(b, a), PART(c, a)), _mm512_fmadd_pd(PART(a, b), PART(b, b), PART(c, b)));
}
INLINE __m512d shifted(__m512d t) { return _mm512_castsi512_pd(_mm512_slli_epi64(_mm512_castpd_si512(t), 52)); }
INLINE V power_of_two(V t) { return EACH(shifted(PART(t, a)), shifted(PART(t, b))); }
INLINE int is_below(__m512d v, double limit) {
  return _mm512_cmp_pd_mask(_mm512_abs_pd(v), _mm512_set1_pd(limit), _CMP_LT_OQ) == 0xff;
}
INLINE void store(double *x, V v) {
  _mm512_storeu_pd(x, PART(v, a));
  if (WIDTH > 8) {
    _mm512_storeu_pd(x + 8, PART(v, b));
  }
}

#define LOG2_E 0x1.71547652b82fep0
#define LN2_HIGH 0x1.62e42fefa3800p-1
#define LN2_LOW 0x1.ef35793c76730p-45
#define SHIFT 0x1.80000000003ffp52
#define SCALE 0x1p300
#define GRID (0x1p10 * SCALE)

/* (e^r - 1 - r) / r^2 */
INLINE V q(V r, V r2) {
  V upper = fma8(fma8(all(0x1.ae48b525805fdp-26), r, all(0x1.28976cc38fb16p-22)), r2,
                 fma8(all(0x1.71de979de56a1p-19), r, all(0x1.a019b395272ddp-16)));
  V lower = fma8(fma8(all(0x1.a01a0171a0212p-13), r, all(0x1.6c16c17a0172fp-10)), r2,
                 fma8(all(0x1.1111111118d1fp-7), r, all(0x1.5555555553b04p-5)));
  return fma8(fma8(upper, mul(r2, r2), lower), r2, fma8(all(0x1.555555555553ep-3), r, all(0.5)));
}

static double largest(const double *x) {
  __m512i a = _mm512_set1_epi64(-1L << 63), b = a;
  __m512d squares = _mm512_setzero_pd(), more = squares;
  for (int i = 0; i < ROW; i += 16) {
    __m512d v = _mm512_loadu_pd(x + i), w = _mm512_loadu_pd(x + i + 8);
    a = _mm512_max_epi64(a, _mm512_castpd_si512(v));
    b = _mm512_max_epi64(b, _mm512_castpd_si512(w));
    squares = _mm512_fmadd_pd(v, v, squares);
    more = _mm512_fmadd_pd(w, w, more);
  }
  long bits = _mm512_reduce_max_epi64(_mm512_max_epi64(a, b));
  double result;
  __builtin_memcpy(&result, &bits, sizeof result);
  return _mm512_reduce_add_pd(_mm512_add_pd(squares, more)) < 65536 ? result : NAN;
}

static void exponentials(const double *x, double *y, double *low, double shift, double *sums) {
  V sum = all(0), lost = all(0);
  for (int i = 0; i < ROW; i += WIDTH) {
    V z = load(x + i), t = fma8(z, all(LOG2_E), all(shift)), s = power_of_two(t), n = sub(t, all(shift));
    V remainder = fma8(n, all(-LN2_HIGH), z), r_low = mul(n, all(-LN2_LOW)), r = add(remainder, r_low), r2 = mul(r, r);
    V e = fma8(s, remainder, s), e_low = fma8(s, fma8(r2, q(r, r2), r_low), fma8(s, remainder, sub(s, e)));
    store(y + i, e);
    store(low + i, e_low);
    V cut = sub(add(add(e, all(GRID)), e_low), all(GRID));
    sum = add(sum, cut);
    lost = add(lost, add(sub(e, cut), e_low));
  }
  store(sums, sum);
  store(sums + WIDTH, lost);
}

static void softmax(const double *x, double *y, double *low) {
  double sums[2 * WIDTH];
  for (int row = 0; row < N; row += ROW, low += row % (2 * ROW) ? ROW : -ROW) {
    double shift = SHIFT + 300 - rint(largest(x + row) * LOG2_E);
    exponentials(x + row, y + row, low, shift, sums);
    double sum = 0, lost = 0;
    for (int lane = 0; lane < WIDTH; lane++) {
      sum += sums[lane];
      lost += sums[WIDTH + lane];
    }
    double reciprocal = 1 / sum, reciprocal_low = reciprocal * fma(-lost, reciprocal, fma(-sum, reciprocal, 1));
    for (int i = 0; i < ROW; i += WIDTH) {
      V e = load(y + row + i);
      store(y + row + i, fma8(e, all(reciprocal), fma8(load(low + i), all(reciprocal), mul(e, all(reciprocal_low)))));
    }
  }
}

static int silu(const double *x, double *y, double *d) {
  for (int i = 0; i < N; i += WIDTH) {
    V v = load(x + i);
    if (!is_below(PART(v, a), 36) || !is_below(PART(v, b), 36)) {
      return i;
    }
    V z = sub(all(0), v), t = fma8(z, all(LOG2_E), all(SHIFT)), s = power_of_two(t), n = sub(t, all(SHIFT));
    V r = fma8(n, all(-LN2_LOW), fma8(n, all(-LN2_HIGH), z)), r2 = mul(r, r), p = fma8(r2, q(r, r2), r);
    V power = add(s, all(1)), sum = fma8(s, p, power), low = fma8(s, p, sub(power, sum)), minus = quotient(all(-1), sum);
    V rest = fma8(sum, minus, all(1)), residual = fma8(low, minus, rest), scaled = mul(s, minus), minus_h = fma8(scaled, p, scaled);
    V slope = fma8(v, minus_h, all(-1)), change = mul(fma8(slope, all(2), all(1)), residual);
    V approximate = mul(z, minus), near = fma8(approximate, rest, approximate);
    store(y + i, fma8(fma8(sum, near, z), minus, near));
    store(d + i, fma8(minus, slope, mul(minus, change)));
  }
  return N;
}

static void training_step(const double *x, const double *dy, double *y, double *d) {
  if (silu(x, y, d) != N) {
    exit(1);
  }
  for (int i = 0; i < N; i += WIDTH) {
    store(d + i, mul(load(d + i), load(dy + i)));
  }
}

static void gradient(const double *x, const double *dy, double *dx) {
  static double tiles[4 * TILE];
  for (int block = 0; block < N; block += BLOCK) {
    for (int i = 0; i < BLOCK; i += WIDTH) {
      V v = load(x + block + i), negative = sub(all(0), v);
      V minus_inner = fma8(v, negative, all(-0x1.65d25edd9ed80p4)), square = add(minus_inner, all(0x1.65d25edd9ed80p4));
      V square_low = fma8(v, v, square), inner_low = add(square_low, all(0x1.fd4f2671c239cp-48));
      V high = mul(v, minus_inner), minus_low = fma8(v, inner_low, fma8(negative, minus_inner, high));
      V t = fma8(high, all(0x1.a5a7cf7572a98p-4), all(SHIFT)), n = sub(t, all(SHIFT)), remainder = fma8(n, all(-0x1.36d9d56d77800p3), high);
      V minus_r_low = fma8(n, all(-0x1.6dbd8de615fe5p-40), minus_low), r = sub(remainder, minus_r_low), r2 = mul(r, r), r4 = mul(r2, r2);
      V upper = fma8(fma8(all(0x1.cca549f00332ep-68), r, all(0x1.16fb8070b85bbp-60)), r2,
                     fma8(all(0x1.30b4e3e223241p-53), r, all(0x1.2c4035f91cc89p-46)));
      V lower = fma8(fma8(all(0x1.06fdea2071520p-39), r, all(0x1.931f5eb2ae909p-33)), r2,
                     fma8(all(0x1.08d296d148b95p-26), r, all(0x1.21f2fa0094f98p-20)));
      V first = fma8(fma8(all(0x1.fbef79d39b058p-15), r, all(0x1.4dad5c19dbeb6p-9)), r2, mul(minus_r_low, all(-0x1.2444f2a4d8b4bp-4)));
      store(tiles + i, power_of_two(t));
      store(tiles + TILE + i, fma8(remainder, all(0x1.2444f2a4d8b4bp-4), fma8(fma8(upper, r4, lower), r4, first)));
      V a = all(0x1.9884533d43600p+0), a_low = all(0x1.42343f2cf1403p-46), b3 = all(-0x1.b6676bf7450f0p-3);
      V slope = fma8(square, b3, a), product = mul(v, slope);
      V slope_low = add(fma8(square, b3, sub(a, slope)),
                        fma8(square_low, all(0x1.b6676bf7450f0p-3), fma8(square, all(-0x1.bba7351828aabp-57), a_low)));
      store(tiles + 2 * TILE + i, product);
      store(tiles + 3 * TILE + i, fma8(v, slope_low, fma8(v, slope, sub(all(0), product))));
    }
    for (int i = 0; i < BLOCK; i += WIDTH) {
      V s = load(tiles + i), p = load(tiles + TILE + i), u = load(tiles + 2 * TILE + i), u_low = load(tiles + 3 * TILE + i);
      V power = add(s, all(1)), part = fma8(s, p, sub(all(1), sub(power, s))), sum = add(power, part);
      V minus = quotient(all(-1), sum), rest = fma8(sum, minus, all(1));
      V residual = fma8(sub(part, sub(sum, power)), minus, rest), scaled = mul(s, minus), minus_h = fma8(scaled, p, scaled);
      V slope = fma8(u, minus_h, fma8(u_low, minus_h, all(-1))), change = mul(fma8(slope, all(2), all(1)), residual);
      store(dx + block + i, mul(fma8(minus, slope, mul(minus, change)), load(dy + block + i)));
    }
  }
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

/* The arrays of Java have a header of 16 bytes. */
static double *array(char *memory, int which, int java) {
  size_t bytes = N * sizeof(double);
  return (double *) (memory + (java ? which * (bytes + 16) + 16 : which * (bytes + 1088)));
}

int main(void) {
  char *memory = aligned_alloc(4096, 6 * (N * sizeof(double) + 4096));
  for (int java = 0; java < 2; java++) {
    double *x = array(memory, 0, java), *y = array(memory, 1, java), *d = array(memory, 2, java);
    double *dy = array(memory, 3, java), *low = array(memory, 4, java);
    srand(1);
    for (int i = 0; i < N; i++) {
      double sum = -6;
      for (int k = 0; k < 12; k++) {
        sum += rand() / (double) RAND_MAX;
      }
      x[i] = 3 * sum;
      dy[i] = 0.7;
    }
    double best[3] = {1e9, 1e9, 1e9};
    for (int k = 0; k < 3 * REPETITIONS; k++) {
      double start = now();
      if (k / REPETITIONS == 0) {
        softmax(x, y, low);
      } else if (k / REPETITIONS == 1) {
        training_step(x, dy, y, d);
      } else {
        gradient(x, dy, d);
      }
      best[k / REPETITIONS] = fmin(best[k / REPETITIONS], (now() - start) / N);
    }
    printf("%s: softmax, rows of 1 024 %.3f ns; SiLU's training step %.3f ns; gradient of GELU's tanh form %.3f ns\n",
           java ? "arrays as in Java" : "aligned arrays", best[0], best[1], best[2]);
  }
  return 0;
}
