package dev.activations.internal.random;

import dev.activations.internal.scalar.Exp;
import java.util.random.RandomGenerator;

/**
 * Deviates of N(mean, sd²) given that they lie in [lo, hi], by exact rejection: no inverse distribution function, so
 * nothing is lost in the tails.
 *
 * <p><b>Method.</b> If the mean is above the interval the problem is mirrored. With a = (lo - mean)/sd and
 * w = (hi - lo)/sd the proposal is
 * <ul>
 * <li>mean inside the interval: N(mean, sd²) if w &gt; 2.5, else uniform;
 * <li>0 ≤ a ≤ 1: |N(0, 1)| if w ≥ 1, else uniform;
 * <li>a &gt; 1: uniform if a·w &lt; 1, else exponential beyond lo with Robert's optimal rate α = (a + √(a² + 4))/2.
 * </ul>
 * A uniform proposal at the distance t = (x - lo)/sd is kept with probability exp(-t(a + t/2)), an exponential one with
 * exp(-(t - 1/α)²/2), where 1/α = α - a. At least a quarter of the proposals are kept in every case, however far or
 * narrow the interval.
 *
 * <p>C. P. Robert, "Simulation of truncated normal variables", Statistics and Computing 5, 1995.
 */
public final class TruncatedNormal {

  // What is proposed. An enumeration would be another class in the jar.
  private static final int NORMAL = 0;
  private static final int FOLDED_NORMAL = 1;
  private static final int UNIFORM = 2;
  private static final int EXPONENTIAL = 3;

  private final boolean mirrored;
  private final double mean;
  private final double sd;
  private final double lo;
  private final double hi;
  private final boolean meanInside;
  private final double a;
  private final double w;
  private final double rate;
  private final int proposal;

  /**
   * Chooses the proposal for an interval.
   *
   * @param mean the mean of the normal distribution, finite
   * @param sd its standard deviation, finite and above 0
   * @param lo the lower bound, possibly -∞
   * @param hi the upper bound, above {@code lo}, possibly +∞
   */
  public TruncatedNormal(double mean, double sd, double lo, double hi) {
    mirrored = hi <= mean;
    this.mean = mirrored ? -mean : mean;
    this.sd = sd;
    this.lo = Math.max(mirrored ? -hi : lo, -Double.MAX_VALUE);
    this.hi = Math.min(mirrored ? -lo : hi, Double.MAX_VALUE);
    meanInside = this.lo < this.mean;
    a = distance(this.lo, this.mean);
    w = distance(this.hi, this.lo);
    rate = a * (0.5 + 0.5 * Math.sqrt(1 + 4 / (a * a)));
    proposal = proposal();
  }

  private int proposal() {
    if (meanInside) {
      return w > 2.5 ? NORMAL : UNIFORM;
    }
    if (a <= 1) {
      return w >= 1 ? FOLDED_NORMAL : UNIFORM;
    }
    return a * w < 1 ? UNIFORM : EXPONENTIAL;
  }

  /**
   * Fills an array with deviates.
   *
   * @param weights the array
   * @param random the source of randomness
   */
  public void fill(double[] weights, RandomGenerator random) {
    for (int i = 0; i < weights.length; i++) {
      double x = next(random);
      weights[i] = mirrored ? -x : x;
    }
  }

  private double next(RandomGenerator random) {
    if (proposal == UNIFORM) {
      return uniform(random);
    }
    return proposal == EXPONENTIAL ? exponential(random) : normal(random);
  }

  private double normal(RandomGenerator random) {
    double x;
    do {
      double z = Normal.next(random);
      x = mean + sd * (proposal == FOLDED_NORMAL ? Math.abs(z) : z);
    } while (!(x >= lo && x <= hi));
    return x;
  }

  private double uniform(RandomGenerator random) {
    double x;
    double exponent;
    do {
      x = Math.max(lo, Uniform.between(lo, hi, Uniform.unit(random)));     // lo = hi where ∞ was cut to the largest double
      double z = distance(x, meanInside ? mean : lo);
      exponent = meanInside ? 0.5 * z * z : z * (a + 0.5 * z);
    } while (Uniform.unit(random) >= Exp.exp(-exponent));
    return x;
  }

  private double exponential(RandomGenerator random) {
    double t;
    double fromBest;
    do {
      t = Uniform.exponential(random) / rate;
      fromBest = t - 1 / rate;
    } while (t > w || Uniform.unit(random) >= Exp.exp(-0.5 * fromBest * fromBest));
    return Math.min(lo + sd * t, hi);
  }

  /** (x - from)/sd, also where x - from exceeds the double range. */
  private double distance(double x, double from) {
    double difference = x - from;
    return Math.abs(difference) <= Double.MAX_VALUE ? difference / sd : 2 * ((0.5 * x - 0.5 * from) / sd);
  }
}
