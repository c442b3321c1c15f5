package dev.activations.benchmarks;

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
 * Every built-in pointwise activation in its four array forms, and a training step. The time is that of a call: divide by {@code n} for the time
 * of an element.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class ActivationBenchmark {

  @Param({
    "sigmoid", "tanh", "relu", "leaky_relu", "leaky_relu(0.2)", "gelu", "gelu_tanh", "silu", "swish(1.5)"
  })
  public String name;

  @Param({"16", "1024", "65536"})
  public int n;

  @Param({"normal", "saturated", "subnormal"})
  public String input;

  private PointwiseWork work;

  /** Makes the inputs, checks the backend and every result. */
  @Setup
  public void verify() {
    Verify.backend();
    work = new PointwiseWork(name, n, input);
    work.verify();
  }

  @Benchmark
  public double[] forward() {
    work.forward();
    return work.y;
  }

  @Benchmark
  public double[] derivative() {
    work.derivative();
    return work.d;
  }

  @Benchmark
  public double[] backward() {
    work.backward();
    return work.dx;
  }

  @Benchmark
  public void valueAndDerivative(Blackhole blackhole) {
    work.valueAndDerivative();
    blackhole.consume(work.y);
    blackhole.consume(work.d);
  }

  /** A training step's share: value and derivative, then the gradient. */
  @Benchmark
  public double[] step() {
    work.step();
    return work.d;
  }
}
