package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search finds errors that were put where random points don't fall. */
class SearchTest {
  private static final double HIDDEN = 2.3456789012345;
  private static final double NEAR = 5;
  private static final Search.Effort EFFORT = new Search.Effort(20_000, 60_000);

  private static FunctionCase sigmoid() {
    return FunctionCase.all().get(0);
  }

  private static Subject planted(double height, double width) {
    return new PointSubject("planted", sigmoid(), false, NEAR, x -> {
      double nearest = sigmoid().activation().value(x);
      return nearest + Math.ulp(nearest) * Math.rint(height / (1 + Math.abs(x - HIDDEN) / width));
    });
  }

  private static List<Pin> found(Subject subject, long seed, Search.Effort effort) {
    return Search.of(subject, seed, points -> {}).run(List.of(), effort);
  }

  @Test
  void climbsAHillThatFreshPointsHardlyTouch() {
    Subject subject = planted(1000, 1e-6);
    Pin fresh = found(subject, 1, new Search.Effort(20_000, 0)).get(0);
    Pin climbed = found(subject, 1, EFFORT).get(0);
    assertThat(fresh.error()).isLessThan(500);
    assertThat(climbed.error()).isGreaterThan(990);
    assertThat(climbed.x()[0]).isCloseTo(HIDDEN, within(1e-9));
  }

  @Test
  void seesANumberThatIsWrongInKind() {
    Subject subject = new PointSubject("planted", sigmoid(), false, NEAR, x -> x == 2 ? Double.NaN : 0.5);
    Pin pin = found(subject, 1, EFFORT).get(0);
    assertThat(pin.error()).isInfinite();
    assertThat(pin.got()).isNaN();
    assertThat(pin.x()).containsExactly(2);
  }

  @Test
  void theSameSeedFindsTheSame() {
    List<String> once = found(planted(10, 1e-3), 7, EFFORT).stream().map(Pin::line).toList();
    assertThat(found(planted(10, 1e-3), 7, EFFORT).stream().map(Pin::line)).isEqualTo(once);
    assertThat(found(planted(10, 1e-3), 8, EFFORT).stream().map(Pin::line)).isNotEqualTo(once);
  }

  @Test
  void worstComesFirstAndEachHillOnce() {
    List<Pin> pins = found(planted(10, 1e-3), 7, EFFORT);
    assertThat(pins.stream().map(Pin::error)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(pins.stream().map(pin -> pin.x()[0]).distinct()).hasSameSizeAs(pins);
  }

  @Test
  void keepsWhatWasKnown() {
    Subject subject = planted(1000, 1e-12);
    Pin known = subject.pin(new double[] {HIDDEN}, new double[0], 0);
    Pin pin = Search.of(subject, 1, points -> {}).run(List.of(known), new Search.Effort(0, 0)).get(0);
    assertThat(pin.error()).isEqualTo(known.error()).isGreaterThan(990);
  }

  /** Rows whose sum comes near a number are worse and worse; the climb changes entries, lengths and gradients. */
  @Test
  void climbsOverRows() {
    SoftmaxCase softmax = new SoftmaxCase(false, 1);
    Subject subject = new RowSubject("planted", softmax, true, NEAR, (x, g) -> {
      double[] dx = softmax.activation().backward(x, g);
      double distance = Math.abs(IntStream.range(0, x.length).mapToDouble(i -> x[i] * g[i]).sum() - HIDDEN);
      FastResult[] want = new SoftmaxSide(softmax, true).fast(new FastSoftmax(x, 1), g);
      dx[0] += Math.ulp(Math.scalb(want[0].summand(), want[0].exponent())) * Math.rint(1000 / (1 + distance / 1e-4));
      return dx;
    });
    assertThat(found(subject, 1, new Search.Effort(20_000, 0)).get(0).error()).isLessThan(500);
    assertThat(found(subject, 1, EFFORT).get(0).error()).isGreaterThan(900);
  }

  @Test
  void linesReadBack() {
    List<Pin> pins = new ArrayList<>(found(planted(10, 1e-3), 7, new Search.Effort(100, 0)));
    SoftmaxCase log = new SoftmaxCase(true, 0.5);
    for (boolean backward : new boolean[] {false, true}) {
      Subject rows = new RowSubject(Subject.LIBRARY, log, backward, Double.POSITIVE_INFINITY,
          (x, g) -> backward ? log.activation().backward(x, g) : log.activation().forward(x));
      pins.addAll(found(rows, 1, new Search.Effort(100, 0)));
    }
    assertThat(pins).hasSizeGreaterThan(5);
    for (Pin pin : pins) {
      Pin read = Pin.parse(pin.line());
      assertThat(read.line()).isEqualTo(pin.line());
      assertThat(read.x()).isEqualTo(pin.x());
      assertThat(read.g()).isEqualTo(pin.g());
    }
  }
}
