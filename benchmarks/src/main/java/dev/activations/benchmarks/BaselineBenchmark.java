package dev.activations.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the others are compared with, on the same inputs: an array copy, the loops over {@code Math} that people write, and the
 * generator behind the initialisers.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class BaselineBenchmark {

  /** The size and kind of input of the pointwise loops. */
  @State(Scope.Thread)
  public static class Sizes {

    @Param({"16", "1024", "65536"})
    public int n;

    @Param({"normal", "saturated", "subnormal"})
    public String input;
  }

  /** A pointwise activation's naive loops. */
  @State(Scope.Thread)
  public static class Pointwise {

    @Param({
      "sigmoid", "tanh", "relu", "leaky_relu", "leaky_relu(0.2)", "gelu", "gelu_tanh", "silu", "swish(1.5)"
    })
    public String name;

    private PointwiseWork work;

    /** Makes the inputs and checks the loops against the library. */
    @Setup
    public void verify(Sizes sizes) {
      work = new PointwiseWork(name, sizes.n, sizes.input);
      work.verify();
    }
  }

  /** Two arrays and what it takes to copy one. */
  @State(Scope.Thread)
  public static class Copy {

    private double[] x;
    private double[] y;

    /** Makes the inputs and checks that a copy is one. */
    @Setup
    public void verify(Sizes sizes) {
      x = Inputs.make(sizes.input, sizes.n, Inputs.X);
      y = new double[sizes.n];
      System.arraycopy(x, 0, y, 0, x.length);
      Verify.sameBits("copy", x, y);
    }
  }

  /** Softmax's naive loops. */
  @State(Scope.Thread)
  public static class Rows {

    @Param({"softmax", "log_softmax"})
    public String name;

    @Param({"10", "128", "1024"})
    public int columns;

    private SoftmaxWork work;

    /** Makes the inputs and checks the loops against the library. */
    @Setup
    public void verify() {
      work = new SoftmaxWork(name, columns);
      work.verify();
    }
  }

  /** A gated activation's naive loops. */
  @State(Scope.Thread)
  public static class Gated {

    @Param({"glu", "reglu", "geglu", "geglu_tanh", "swiglu"})
    public String name;

    @Param({"16", "1024", "65536"})
    public int n;

    private GatedWork work;

    /** Makes the inputs and checks the loops against the library. */
    @Setup
    public void verify() {
      work = new GatedWork(name, n);
      work.verify();
    }
  }

  /** A generator and 65 536 weights. */
  @State(Scope.Thread)
  public static class Weights {

    private final double[] weights = new double[65_536];
    private final SplittableRandom random = new SplittableRandom(1);
  }

  @Benchmark
  public double[] copy(Copy state) {
    System.arraycopy(state.x, 0, state.y, 0, state.x.length);
    return state.y;
  }

  @Benchmark
  public double[] forward(Pointwise state) {
    state.work.naiveForward();
    return state.work.y;
  }

  @Benchmark
  public double[] derivative(Pointwise state) {
    state.work.naiveDerivative();
    return state.work.d;
  }

  @Benchmark
  public void valueAndDerivative(Pointwise state, Blackhole blackhole) {
    state.work.naiveValueAndDerivative();
    blackhole.consume(state.work.y);
    blackhole.consume(state.work.d);
  }

  @Benchmark
  public double[] backward(Pointwise state) {
    state.work.naiveBackward();
    return state.work.dx;
  }

  /** A training step's share: value and derivative, then the gradient. */
  @Benchmark
  public double[] step(Pointwise state) {
    state.work.naiveStep();
    return state.work.d;
  }

  @Benchmark
  public double[] rowsForward(Rows state) {
    state.work.naiveForward();
    return state.work.y;
  }

  @Benchmark
  public double[] rowsBackward(Rows state) {
    state.work.naiveBackward();
    return state.work.dx;
  }

  @Benchmark
  public double[] gatedForward(Gated state) {
    state.work.naiveForward();
    return state.work.y;
  }

  @Benchmark
  public void gatedBackward(Gated state, Blackhole blackhole) {
    state.work.naiveBackward();
    blackhole.consume(state.work.dGate);
    blackhole.consume(state.work.dValue);
  }

  /** {@code nextGaussian}, the JDK's normal deviates. */
  @Benchmark
  public double[] nextGaussian(Weights state) {
    for (int i = 0; i < state.weights.length; i++) {
      state.weights[i] = state.random.nextGaussian();
    }
    return state.weights;
  }

  /** {@code nextLong} alone, which no initialiser can undercut. */
  @Benchmark
  public long nextLong(Weights state) {
    long all = 0;
    for (int i = 0; i < state.weights.length; i++) {
      all ^= state.random.nextLong();
    }
    return all;
  }
}
