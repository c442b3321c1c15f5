package dev.activations.benchmarks;

import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.analysis.function.Sigmoid;
import org.apache.commons.math3.util.FastMath;
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

/** Sigmoid and tanh by Commons Math and by Jafama, on the inputs of the other benchmarks. The time is that of a call. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class JavaPeersBenchmark {

  private static final double TOLERANCE = 1e-13;

  @Param({"16", "1024", "65536"})
  public int n;

  @Param({"normal", "saturated", "subnormal"})
  public String input;

  private final Sigmoid sigmoid = new Sigmoid();
  private double[] x;
  private double[] y;

  /** Makes the inputs and checks every loop against the library. */
  @Setup
  public void verify() {
    PointwiseWork sigmoidWork = new PointwiseWork("sigmoid", n, input);
    PointwiseWork tanhWork = new PointwiseWork("tanh", n, input);
    sigmoidWork.forward();
    tanhWork.forward();
    x = sigmoidWork.x;
    y = new double[n];
    Verify.close("Commons Math sigmoid", commonsMathSigmoid(), sigmoidWork.y, TOLERANCE);
    Verify.close("Commons Math tanh", commonsMathTanh(), tanhWork.y, TOLERANCE);
    Verify.close("Jafama sigmoid", jafamaSigmoid(), sigmoidWork.y, TOLERANCE);
    Verify.close("Jafama tanh", jafamaTanh(), tanhWork.y, TOLERANCE);
  }

  @Benchmark
  public double[] commonsMathSigmoid() {
    for (int i = 0; i < x.length; i++) {
      y[i] = sigmoid.value(x[i]);
    }
    return y;
  }

  @Benchmark
  public double[] commonsMathTanh() {
    for (int i = 0; i < x.length; i++) {
      y[i] = FastMath.tanh(x[i]);
    }
    return y;
  }

  @Benchmark
  public double[] jafamaSigmoid() {
    for (int i = 0; i < x.length; i++) {
      y[i] = 1 / (1 + net.jafama.FastMath.exp(-x[i]));
    }
    return y;
  }

  @Benchmark
  public double[] jafamaTanh() {
    for (int i = 0; i < x.length; i++) {
      y[i] = net.jafama.FastMath.tanh(x[i]);
    }
    return y;
  }
}
