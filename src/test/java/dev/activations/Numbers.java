package dev.activations;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/**
 * What the properties draw: numbers with weight on special bit patterns and on the places where a function changes its form,
 * arrays of them, and activations with any parameter.
 */
class Numbers extends DomainContextBase {

  private static final double[] EDGES = Inputs.edges();

  /** NaN with and without a payload, ±∞, ±0, the least and largest subnormal and normal numbers. */
  private static final long[] PATTERNS = {
    0x7ff8_0000_0000_0000L, 0xfff8_0000_0000_0000L, 0x7ff0_0000_0000_0001L, 0xffff_ffff_ffff_ffffL, 0x7ff0_0000_0000_0000L,
    0xfff0_0000_0000_0000L, 0L, 0x8000_0000_0000_0000L, 1L, 0x8000_0000_0000_0001L, 0x000f_ffff_ffff_ffffL,
    0x800f_ffff_ffff_ffffL, 0x0010_0000_0000_0000L, 0x8010_0000_0000_0000L, 0x7fef_ffff_ffff_ffffL, 0xffef_ffff_ffff_ffffL
  };

  private static Arbitrary<Double> bits(Arbitrary<Long> bits) {
    return bits.map(Double::longBitsToDouble);
  }

  /** Any double: a third are special patterns, subnormal or a cut-off or up to three steps beside one. */
  static Arbitrary<Double> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, bits(Arbitraries.of(Arrays.stream(PATTERNS).boxed().toList()))),
        Tuple.of(2, edge()),
        Tuple.of(1, subnormal()),
        Tuple.of(2, bits(Arbitraries.longs())),
        Tuple.of(5, ordinary()),
        Tuple.of(3, Arbitraries.doubles().between(-800, 800)));
  }

  private static Arbitrary<Double> edge() {
    Arbitrary<Integer> index = Arbitraries.integers().between(0, EDGES.length - 1);
    return index.flatMap(i -> Arbitraries.integers().between(-3, 3).map(k -> stepped(EDGES[i], k)));
  }

  private static Arbitrary<Double> subnormal() {
    Arbitrary<Double> magnitude = bits(Arbitraries.longs().between(0, 0x0010_0000_0000_0000L));
    return magnitude.flatMap(m -> Arbitraries.of(m, -m));
  }

  /** {@code steps} doubles up from x, or down; a NaN or an infinity stays. */
  private static double stepped(double x, int steps) {
    double y = x;
    for (int k = Math.abs(steps); k > 0 && Double.isFinite(y); k--) {
      y = steps > 0 ? Math.nextUp(y) : Math.nextDown(y);
    }
    return y;
  }

  /** What networks see. */
  static Arbitrary<Double> ordinary() {
    return Arbitraries.doubles().between(-40, 40);
  }

  static Arbitrary<Double> finite() {
    return any().filter(Double::isFinite);
  }

  /** Finite and above 0. */
  static Arbitrary<Double> positive() {
    return finite().map(Math::abs).filter(x -> x > 0);
  }

  @Provide
  Arbitrary<Double> numbers() {
    return any();
  }

  /** Seeds of {@link Inputs}, where many numbers are needed and the properties' own are too slow. */
  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  /** Any doubles; short enough to be shown, long enough for vectors with a tail. */
  @Provide
  Arbitrary<double[]> arrays() {
    return any().array(double[].class).ofMaxSize(45);
  }

  @Provide
  Arbitrary<PointwiseActivation> pointwise() {
    Arbitrary<Double> parameter = Arbitraries.oneOf(finite(), ordinary());
    return Arbitraries.oneOf(
        Arbitraries.of(Cases.POINTWISE), parameter.map(Activations::leakyRelu), parameter.map(Activations::swish));
  }

  @Provide
  Arbitrary<Softmax> softmax() {
    return Arbitraries.oneOf(
        Arbitraries.of(Cases.SOFTMAX), positive().map(Activations::softmax), positive().map(Activations::logSoftmax));
  }

  @Provide
  Arbitrary<GatedActivation> gated() {
    Arbitrary<GatedActivation> made = pointwise().map(Activations::gated);
    return Arbitraries.oneOf(
        Arbitraries.of(Cases.GATED), made, made.map(gated -> gated.withHalves(Halves.VALUE_FIRST)));
  }

  @Provide
  Arbitrary<Activation> activations() {
    List<Arbitrary<? extends Activation>> kinds = List.of(pointwise(), softmax(), gated());
    return Arbitraries.of(0, 1, 2).flatMap(kind -> kinds.get(kind).map(a -> (Activation) a));
  }
}
