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

/**
 * Softmax and log-softmax of rows, 65 536 entries a call (65 530 in rows of 10). The time is that of a call.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class SoftmaxBenchmark {

  @Param({"softmax", "log_softmax"})
  public String name;

  @Param({"10", "128", "1024"})
  public int columns;

  private SoftmaxWork work;

  /** Makes the inputs, checks the backend and every result. */
  @Setup
  public void verify() {
    Verify.backend();
    work = new SoftmaxWork(name, columns);
    work.verify();
  }

  @Benchmark
  public double[] forward() {
    work.forward();
    return work.y;
  }

  @Benchmark
  public double[] backward() {
    work.backward();
    return work.dx;
  }
}
