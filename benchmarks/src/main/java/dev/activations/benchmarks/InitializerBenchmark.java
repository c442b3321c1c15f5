package dev.activations.benchmarks;

import dev.activations.Initializer;
import dev.activations.Initializers;
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

/**
 * Weights of a layer of 256 × 256 from {@link SplittableRandom}, seed 1 at the start of every fork. The time is that of a
 * call: divide by 65 536 for the time of a weight.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class InitializerBenchmark {

  private static final int FAN = 256;

  @Param({
    "random", "uniform(-1,1)", "normal(0,1)", "truncated_normal(0,1,-2,2)", "xavier_uniform", "xavier_normal", "he_uniform",
    "he_normal", "lecun_uniform", "lecun_normal", "orthogonal"
  })
  public String name;

  private final double[] weights = new double[FAN * FAN];
  private Initializer initializer;
  private SplittableRandom random;

  /** Checks that the same seed gives the same weights, all finite and not all alike. */
  @Setup
  public void verify() {
    initializer = Initializers.byName(name);
    initializer.initialize(weights, FAN, FAN, new SplittableRandom(1));
    Verify.sameBits(name, initializer.weights(FAN, FAN, new SplittableRandom(1)), weights);
    double sum = 0;
    double squares = 0;
    for (double w : weights) {
      sum += w;
      squares += w * w;
    }
    double variance = (squares - sum * sum / weights.length) / weights.length;
    if (!(variance > 1e-6 && variance < 10)) {
      throw new IllegalStateException(name + ": the weights' variance is " + variance);
    }
    random = new SplittableRandom(1);
  }

  @Benchmark
  public double[] initialize() {
    initializer.initialize(weights, FAN, FAN, random);
    return weights;
  }
}
