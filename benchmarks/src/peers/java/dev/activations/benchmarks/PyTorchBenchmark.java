package dev.activations.benchmarks;

import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
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

/**
 * PyTorch on the CPU, on the inputs of the other benchmarks, with results written to tensors that exist already. The time is
 * that of a call.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class PyTorchBenchmark {

  private static final double TOLERANCE = 1e-12;

  /** A pointwise function. */
  @State(Scope.Thread)
  public static class Pointwise {

    @Param({"sigmoid", "tanh", "relu", "leaky_relu", "gelu", "gelu_tanh", "silu"})
    public String name;

    @Param({"16", "1024", "65536"})
    public int n;

    @Param({"normal", "saturated", "subnormal"})
    public String input;

    private NoGradGuard noGradient;
    private Tensor x;
    private Tensor y;

    /** Makes the tensors and checks the result against the library. */
    @Setup
    public void verify() {
      PyTorch.oneThread();
      noGradient = new NoGradGuard();
      PointwiseWork work = new PointwiseWork(name, n, input);
      x = PyTorch.of(work.x, n);
      y = PyTorch.zeros(n);
      PyTorch.forward(name, y, x);
      work.forward();
      Verify.close("PyTorch " + name, PyTorch.toArray(y), work.y, TOLERANCE);
    }
  }

  /** A pointwise function's gradient. */
  @State(Scope.Thread)
  public static class Gradient {

    @Param({"sigmoid", "tanh", "gelu", "gelu_tanh", "silu"})
    public String name;

    @Param({"16", "1024", "65536"})
    public int n;

    private NoGradGuard noGradient;
    private Tensor x;
    private Tensor y;
    private Tensor dy;
    private Tensor dx;

    /** Makes the tensors and checks the result against the library. */
    @Setup
    public void verify() {
      PyTorch.oneThread();
      noGradient = new NoGradGuard();
      PointwiseWork work = new PointwiseWork(name, n, "normal");
      x = PyTorch.of(work.x, n);
      dy = PyTorch.of(work.dy, n);
      y = PyTorch.zeros(n);
      dx = PyTorch.zeros(n);
      PyTorch.forward(name, y, x);
      PyTorch.backward(name, dx, dy, x, y);
      work.backward();
      Verify.close("PyTorch " + name + " backward", PyTorch.toArray(dx), work.dx, TOLERANCE);
    }
  }

  /** Softmax by rows. */
  @State(Scope.Thread)
  public static class Rows {

    @Param({"softmax", "log_softmax"})
    public String name;

    @Param({"10", "128", "1024"})
    public int columns;

    private NoGradGuard noGradient;
    private Tensor x;
    private Tensor y;

    /** Makes the tensors and checks the result against the library. */
    @Setup
    public void verify() {
      PyTorch.oneThread();
      noGradient = new NoGradGuard();
      SoftmaxWork work = new SoftmaxWork(name, columns);
      x = PyTorch.of(work.x, work.rows, columns);
      y = PyTorch.zeros(work.rows, columns);
      PyTorch.forward(name, y, x);
      work.forward();
      Verify.close("PyTorch " + name, PyTorch.toArray(y), work.y, TOLERANCE);
    }
  }

  /** A gated function of two arrays. */
  @State(Scope.Thread)
  public static class Gated {

    @Param({"glu", "reglu", "geglu", "geglu_tanh", "swiglu"})
    public String name;

    @Param({"16", "1024", "65536"})
    public int n;

    private NoGradGuard noGradient;
    private String gateName;
    private Tensor gate;
    private Tensor value;
    private Tensor y;

    /** Makes the tensors and checks the result against the library. */
    @Setup
    public void verify() {
      PyTorch.oneThread();
      noGradient = new NoGradGuard();
      GatedWork work = new GatedWork(name, n);
      gateName = work.activation.gate().name();
      gate = PyTorch.of(work.gate, n);
      value = PyTorch.of(work.value, n);
      y = PyTorch.zeros(n);
      PyTorch.gated(gateName, y, gate, value);
      work.forward();
      Verify.close("PyTorch " + name, PyTorch.toArray(y), work.y, TOLERANCE);
    }
  }

  /** 65 536 weights. */
  @State(Scope.Thread)
  public static class Weights {

    private NoGradGuard noGradient;
    private Tensor weights;

    /** Makes the tensor. */
    @Setup
    public void make() {
      PyTorch.oneThread();
      noGradient = new NoGradGuard();
      weights = PyTorch.zeros(65_536);
    }
  }

  @Benchmark
  public Tensor forward(Pointwise state) {
    PyTorch.forward(state.name, state.y, state.x);
    return state.y;
  }

  @Benchmark
  public Tensor backward(Gradient state) {
    PyTorch.backward(state.name, state.dx, state.dy, state.x, state.y);
    return state.dx;
  }

  /** A training step's share: forward, then backward. */
  @Benchmark
  public Tensor step(Gradient state) {
    PyTorch.forward(state.name, state.y, state.x);
    PyTorch.backward(state.name, state.dx, state.dy, state.x, state.y);
    return state.dx;
  }

  @Benchmark
  public Tensor rowsForward(Rows state) {
    PyTorch.forward(state.name, state.y, state.x);
    return state.y;
  }

  @Benchmark
  public Tensor gatedForward(Gated state) {
    PyTorch.gated(state.gateName, state.y, state.gate, state.value);
    return state.y;
  }

  /** N(0, 1). */
  @Benchmark
  public Tensor normal(Weights state) {
    PyTorch.normal(state.weights);
    return state.weights;
  }
}
