package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instances are shared between threads without locks. */
class ConcurrencyTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 5;
  private static final int COLUMNS = 70;
  private static final int ROWS = 5;

  /** Runs the task in all threads, which start together; returns each one's result. */
  private static <T> List<T> together(Function<Integer, T> task) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<T>> calls = new ArrayList<>();
      for (int k = 0; k < THREADS; k++) {
        int thread = k;
        calls.add(() -> {
          start.await(30, TimeUnit.SECONDS);
          return task.apply(thread);
        });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static double[] inputs(int thread) {
    return new Inputs(100 + thread).mixed(ROWS * COLUMNS);
  }

  /** Every array form that the activation has, one after the other in one array. */
  private static double[] allForms(Activation a, double[] x) {
    double[] y = new double[ROWS * a.outputSize(COLUMNS)];
    a.forwardRows(x, y, ROWS);
    double[] dy = new Inputs(7).factors(y.length);
    double[] dx = new double[x.length];
    a.backwardRows(x, dy, dx, ROWS);
    double[] inPlace = x.clone();
    a.backwardRows(inPlace, dy, inPlace, ROWS);
    double[] value = {};
    double[] derivative = {};
    if (a instanceof PointwiseActivation f) {
      value = new double[x.length];
      derivative = new double[x.length];
      f.valueAndDerivative(x, value, derivative);
    }
    double[] all = new double[y.length + 2 * x.length + value.length + derivative.length];
    int at = 0;
    for (double[] part : new double[][] {y, dx, inPlace, value, derivative}) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("dev.activations.Cases#all")
  void sharedInstanceGivesTheSameBitsAsAlone(Activation a) throws Exception {
    List<double[]> want = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      want.add(allForms(a, inputs(thread)));
    }
    together(thread -> {
      double[] x = inputs(thread);
      for (int round = 0; round < ROUNDS; round++) {
        Bits.assertSame(a + ", thread " + thread + ", round " + round, want.get(thread), allForms(a, x));
      }
      return null;
    });
  }

  @Test
  void oneInputArrayIsReadByAll() throws Exception {
    double[] x = inputs(0);
    double[] before = x.clone();
    for (Activation a : List.of(Activations.GELU, Activations.SOFTMAX, Activations.SWIGLU)) {
      double[] want = allForms(a, x);
      for (double[] got : together(thread -> allForms(a, x))) {
        Bits.assertSame(a.name(), want, got);
      }
    }
    Bits.assertSame("input", before, x);
  }

  /** An instance looks its kernel up at first use; here all threads are first. */
  @Test
  void firstUseFromAllThreads() throws Exception {
    double[] x = inputs(0);
    for (int k = 1; k <= 40; k++) {
      double parameter = k / 7.0;
      List<Function<Double, Activation>> families = List.of(
          Activations::swish, Activations::leakyRelu, Activations::softmax, Activations::logSoftmax,
          p -> Activations.gated(Activations.swish(p)));
      Function<Double, Activation> family = families.get(k % families.size());
      Activation fresh = family.apply(parameter);
      List<double[]> results = together(thread -> allForms(fresh, x));
      double[] want = allForms(family.apply(parameter), x);
      for (double[] got : results) {
        Bits.assertSame(fresh + ", first use", want, got);
      }
    }
  }

  @Test
  void firstUseOfTheScalarForms() throws Exception {
    for (int k = 1; k <= 40; k++) {
      double beta = k / 7.0;
      PointwiseActivation fresh = Activations.swish(beta);
      double want = Activations.swish(beta).value(-1.25);
      for (double got : together(thread -> fresh.value(-1.25))) {
        Bits.assertSame(fresh + "(-1.25)", want, got);
      }
    }
  }

  @Test
  void namesAreResolvedByAll() throws Exception {
    for (List<Activation> found : together(
        thread -> Cases.all().map(a -> Activations.byName(a.name())).toList())) {
      assertThat(found).isEqualTo(Cases.all().toList());
    }
  }
}
