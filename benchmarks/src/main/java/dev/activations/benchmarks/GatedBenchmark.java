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
 * The gated family on two arrays. The time is that of a call: divide by {@code n} for the time of an output.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class GatedBenchmark {

  @Param({"glu", "reglu", "geglu", "geglu_tanh", "swiglu"})
  public String name;

  @Param({"16", "1024", "65536"})
  public int n;

  private GatedWork work;

  /** Makes the inputs, checks the backend and every result. */
  @Setup
  public void verify() {
    Verify.backend();
    work = new GatedWork(name, n);
    work.verify();
  }

  @Benchmark
  public double[] forward() {
    work.forward();
    return work.y;
  }

  @Benchmark
  public void backward(Blackhole blackhole) {
    work.backward();
    blackhole.consume(work.dGate);
    blackhole.consume(work.dValue);
  }
}
