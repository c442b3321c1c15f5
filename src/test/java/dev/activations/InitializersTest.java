package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializersTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  static List<String> names() {
    return List.of("random", "random(0.05)", "uniform(-1,1)", "normal(0.5,0.02)", "truncated_normal(0,1,-2,2)",
        "truncated_normal(0,1,6,inf)", "xavier_uniform", "xavier_normal", "he_uniform", "he_normal", "lecun_uniform",
        "lecun_normal", "orthogonal");
  }

  /** The first weights of a 3 × 2 layer from SplittableRandom(1). They may never change. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      random | 0x1.284583a14fe47p-10 | -0x1.d1346f34d3669p-10 | -0x1.0e71be42ae585p-8
      random(0.05) | 0x1.7256e489a3dd8p-8 | -0x1.22c0c58104202p-7 | -0x1.520e2dd359ee6p-6
      uniform(-1,1) | 0x1.10a2dec890258p-3 | 0x1.f75c6d0b2c774p-2 | 0x1.e24e8bbbecc94p-1
      normal(0.5,0.02) | 0x1.01284583a14fep-1 | 0x1.fc5d972196593p-2 | 0x1.f78c720dea8d4p-2
      truncated_normal(0,1,-2,2) | 0x1.ceec9dac0cd4ep-4 | -0x1.6b70f6e145282p-3 | -0x1.a691b9483069fp-2
      truncated_normal(0,1,6,inf) | 0x1.85e69ff0c48aep2 | 0x1.804e3c8cb61cfp2 | 0x1.886d245b55e2dp2
      xavier_uniform | 0x1.2aa8731d4c088p-3 | 0x1.13b3c31697e0cp-1 | 0x1.082b9a6783815p0
      xavier_normal | 0x1.24c76e025ff3dp-4 | -0x1.cbb88b9574555p-4 | -0x1.0b41998eaeb57p-2
      he_uniform | 0x1.8190da227a258p-3 | 0x1.63ee14bd88d6ap-1 | 0x1.550adc3888649p0
      he_normal | 0x1.79f9e133e5fa9p-4 | -0x1.28bfa119b1393p-3 | -0x1.5906bdd83ca04p-2
      lecun_uniform | 0x1.10a2dec890258p-3 | 0x1.f75c6d0b2c774p-2 | 0x1.e24e8bbbecc94p-1
      lecun_normal | 0x1.0b44fb3624e24p-4 | -0x1.a3aa739fa8e1bp-4 | -0x1.e7f0e0389b1b2p-3
      orthogonal | 0x1.d98019e1e789p-4 | -0x1.2a1f998affd67p-3 | -0x1.b0392fa6997e5p-2
      """)
  void goldenValues(String name, String w0, String w1, String w2) {
    double[] weights = Initializers.byName(name).weights(3, 2, new SplittableRandom(1));
    assertThat(weights).hasSize(6);
    assertThat(Arrays.stream(weights).limit(3).mapToObj(Double::toHexString)).containsExactly(w0, w1, w2);
  }

  @Test
  void goldenHashOfAMillionNormalDeviates() {
    // Long enough to go through every layer, the rims and the tail.
    double[] z = Initializers.normal(0, 1).weights(1000, 1000, new SplittableRandom(1));
    assertThat(Arrays.hashCode(z)).isEqualTo(-965128109);
    double[] t = Initializers.byName("truncated_normal(0,1,1.5,inf)").weights(100, 1000, new SplittableRandom(1));
    assertThat(Arrays.hashCode(t)).isEqualTo(679241607);
  }

  @ParameterizedTest
  @MethodSource("names")
  void consumeOnlyNextLong(String name) {
    SplittableRandom source = new SplittableRandom(5);
    RandomGenerator nextLongAlone = (RandomGenerator) Proxy.newProxyInstance(
        InitializersTest.class.getClassLoader(), new Class<?>[] {RandomGenerator.class}, (proxy, method, arguments) -> {
          if (method.getName().equals("nextLong") && method.getParameterCount() == 0) {
            return source.nextLong();
          }
          throw new AssertionError(method + " was called");
        });
    double[] got = Initializers.byName(name).weights(40, 30, nextLongAlone);
    assertThat(got).containsExactly(Initializers.byName(name).weights(40, 30, new SplittableRandom(5)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void workWithAGeneratorOf48Bits(String name) {
    double[] weights = Initializers.byName(name).weights(60, 50, new Random(5));
    assertThat(Arrays.stream(weights).allMatch(Double::isFinite)).isTrue();
    assertThat(Arrays.stream(weights).distinct().count()).isGreaterThan(2990);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      random                     | 0   | 0.01
      random(0.3)                | 0   | 0.3
      uniform(1,4)               | 2.5 | 0.866025403784439
      normal(-3,0.5)             | -3  | 0.5
      truncated_normal(0,1,-2,2) | 0   | 0.879625662531013
      xavier                     | 0   | 0.0816496580927726
      xavier_uniform             | 0   | 0.0816496580927726
      xavier_normal              | 0   | 0.0816496580927726
      he                         | 0   | 0.1
      he_uniform                 | 0   | 0.1
      he_normal                  | 0   | 0.1
      lecun_uniform              | 0   | 0.0707106781186548
      lecun_normal               | 0   | 0.0707106781186548
      """)
  void meanAndVariance(String name, double mean, double sd) {
    // fanIn 200, fanOut 100. The fourth central moment is at most 3 sd^4, so the variance has an error of √(2/n).
    Initializer initializer = Initializers.byName(name);
    int n = 1_000_000;
    double[] weights = new double[n];
    initializer.initialize(weights, 200, 100, new SplittableRandom(6));
    double gotMean = Arrays.stream(weights).average().orElseThrow();
    double gotVariance = Arrays.stream(weights).map(w -> (w - gotMean) * (w - gotMean)).sum() / (n - 1);
    assertThat((gotMean - mean) / sd * Math.sqrt(n)).as("mean").isBetween(-4.0, 4.0);
    assertThat(gotVariance / (sd * sd) - 1).as("variance").isBetween(-4 * Math.sqrt(2.0 / n), 4 * Math.sqrt(2.0 / n));
  }

  @Test
  void uniformFormsStayInsideTheirBounds() {
    double[] weights = new double[200_000];
    Initializers.heUniform().initialize(weights, 6, 1, new SplittableRandom(7));
    assertThat(Arrays.stream(weights).min().orElseThrow()).isBetween(-1.0, -0.9999);
    assertThat(Arrays.stream(weights).max().orElseThrow()).isBetween(0.9999, Math.nextDown(1.0));
    Initializers.xavierUniform().initialize(weights, 4, 2, new SplittableRandom(7));
    assertThat(Arrays.stream(weights).max().orElseThrow()).isBetween(0.9999, Math.nextDown(1.0));
    Initializers.lecunUniform().initialize(weights, 3, 9, new SplittableRandom(7));
    assertThat(Arrays.stream(weights).max().orElseThrow()).isBetween(0.9999, Math.nextDown(1.0));
    Initializers.uniform(-Double.MAX_VALUE, Double.MAX_VALUE).initialize(weights, 1, 1, new SplittableRandom(7));
    assertThat(Arrays.stream(weights).allMatch(Double::isFinite)).isTrue();
    assertThat(Arrays.stream(weights).max().orElseThrow()).isGreaterThan(0.9999 * Double.MAX_VALUE);
    Initializers.uniform(1, Math.nextUp(1.0)).initialize(weights, 1, 1, new SplittableRandom(7));
    assertThat(Arrays.stream(weights).allMatch(w -> w == 1)).isTrue();
  }

  @Test
  void weightsAreFanInByFanOut() {
    assertThat(Initializers.heNormal().weights(5, 7, new SplittableRandom(1))).hasSize(35);
    assertThat(Initializers.heNormal().weights(1, 7, new SplittableRandom(1))).hasSize(7);
    assertThat(Initializers.heNormal().weights(7, 1, new SplittableRandom(1))).hasSize(7);
    double[] filled = new double[35];
    Initializers.heNormal().initialize(filled, 5, 7, new SplittableRandom(1));
    assertThat(Initializers.heNormal().weights(5, 7, new SplittableRandom(1))).containsExactly(filled);
    Initializers.heNormal().initialize(new double[0], 5, 7, new SplittableRandom(1));
    Initializers.heNormal().initialize(new double[315], 45, 63, new SplittableRandom(1));
    // Fans whose sum exceeds an int.
    double[] few = new double[3];
    Initializers.xavierNormal().initialize(few, Integer.MAX_VALUE, Integer.MAX_VALUE, new SplittableRandom(1));
    assertThat(few[0]).isNotZero().isBetween(-1e-3, 1e-3);
    // Row-major: with orthogonal 3 × 2 weights the columns are orthonormal.
    double[] w = Initializers.orthogonal().weights(3, 2, new SplittableRandom(1));
    assertThat(w[0] * w[1] + w[2] * w[3] + w[4] * w[5]).isBetween(-1e-13, 1e-13);
    assertThat(w[0] * w[0] + w[2] * w[2] + w[4] * w[4]).isBetween(1 - 1e-13, 1 + 1e-13);
  }

  @Test
  void aStandardDeviationOfZeroGivesTheMean() {
    assertThat(Initializers.normal(2, 0).weights(2, 2, new SplittableRandom(1))).containsOnly(2);
    assertThat(Initializers.random(0).weights(2, 2, new SplittableRandom(1))).containsOnly(0.0);
  }

  @Test
  void scaled() {
    double[] plain = Initializers.lecunNormal().weights(4, 4, new SplittableRandom(2));
    Initializer scaled = Initializers.lecunNormal().scaled(-1.5);
    assertThat(scaled.weights(4, 4, new SplittableRandom(2)))
        .containsExactly(Arrays.stream(plain).map(w -> w * -1.5).toArray());
    assertThat(scaled).hasToString("lecun_normal.scaled(-1.5)").isEqualTo(Initializers.lecunNormal().scaled(-1.5))
        .hasSameHashCodeAs(Initializers.lecunNormal().scaled(-1.5)).isNotEqualTo(Initializers.lecunNormal().scaled(1));
    assertThat(scaled.scaled(2).weights(4, 4, new SplittableRandom(2)))
        .containsExactly(Arrays.stream(plain).map(w -> w * -1.5 * 2).toArray());
    Initializer own = (weights, fanIn, fanOut, random) -> Arrays.fill(weights, 3);
    assertThat(own.scaled(2).weights(1, 2, new SplittableRandom(2))).containsExactly(6, 6);
    for (double gain : new double[] {NAN, INF, -INF}) {
      assertThatThrownBy(() -> own.scaled(gain)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("gain");
    }
    assertArgumentsChecked(scaled);
    assertArgumentsChecked(Initializers.orthogonal().scaled(2));
  }

  @ParameterizedTest
  @MethodSource("names")
  void namesReadBack(String name) {
    Initializer initializer = Initializers.byName(name);
    assertThat(initializer).hasToString(name).isEqualTo(Initializers.byName(name))
        .hasSameHashCodeAs(Initializers.byName(name)).isEqualTo(Initializers.byName(initializer.toString()));
    assertThat(names().stream().filter(n -> Initializers.byName(n).equals(initializer))).containsExactly(name);
  }

  @Test
  void byNameGivesTheFactoriesInitialisers() {
    assertThat(Initializers.byName("random")).isEqualTo(Initializers.random());
    assertThat(Initializers.byName("random(0.01)")).isEqualTo(Initializers.random());
    assertThat(Initializers.byName("random(0.05)")).isEqualTo(Initializers.random(0.05));
    assertThat(Initializers.byName("xavier")).isEqualTo(Initializers.xavierUniform());
    assertThat(Initializers.byName("xavier_uniform")).isEqualTo(Initializers.xavierUniform());
    assertThat(Initializers.byName("xavier_normal")).isEqualTo(Initializers.xavierNormal());
    assertThat(Initializers.byName("he")).isEqualTo(Initializers.heNormal());
    assertThat(Initializers.byName("he_uniform")).isEqualTo(Initializers.heUniform());
    assertThat(Initializers.byName("he_normal")).isEqualTo(Initializers.heNormal());
    assertThat(Initializers.byName("lecun_uniform")).isEqualTo(Initializers.lecunUniform());
    assertThat(Initializers.byName("lecun_normal")).isEqualTo(Initializers.lecunNormal());
    assertThat(Initializers.byName("orthogonal")).isEqualTo(Initializers.orthogonal());
    assertThat(Initializers.byName("normal( 0 , 2e-2 )")).isEqualTo(Initializers.normal(0, 0.02));
    assertThat(Initializers.byName("uniform(-.5,+5.)")).isEqualTo(Initializers.uniform(-0.5, 5));
    assertThat(Initializers.byName("truncated_normal(0,1,-inf,2)"))
        .isEqualTo(Initializers.truncatedNormal(0, 1, -INF, 2)).hasToString("truncated_normal(0,1,-inf,2)");
    assertThat(Initializers.truncatedNormal(0, 1, -2, INF)).hasToString("truncated_normal(0,1,-2,inf)");
    assertThat(Initializers.normal(-0.0, 1)).isEqualTo(Initializers.normal(0.0, 1));
    assertThat(Initializers.normal(0, 1)).isNotEqualTo(Initializers.normal(0, 2)).isNotEqualTo(null);
  }

  @Test
  void everyFactoryIsCoveredByTheseNames() {
    List<String> known = names().stream().map(n -> n.replaceAll("\\(.*", "")).toList();
    Stream<String> factories = Arrays.stream(Initializers.class.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getReturnType() == Initializer.class)
        .map(m -> m.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT))
        .filter(n -> !n.equals("by_name"));
    assertThat(factories.distinct()).isSubsetOf(known).hasSizeGreaterThanOrEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "foo", "Xavier", "he ", "he()", "random()", "xavier(1)", "normal", "normal()", "normal(1)", "normal(1,2,3)",
    "normal(0,x)", "normal(0,0x1p3)", "normal(0,1d)", "normal(nan,1)", "normal(0,1", "normal(0,,1)", "uniform(1;2)",
    "truncated_normal(0,1)", "truncated_normal(0,1,Infinity,2)", "xavier_uniform.scaled(2)"
  })
  void anythingElseIsRefusedWithTheKnownNames(String name) {
    assertThatThrownBy(() -> Initializers.byName(name)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"")
        .hasMessageContainingAll("random", "xavier", "he", "uniform(lo,hi)", "normal(mean,sd)", "orthogonal",
            "truncated_normal(mean,sd,lo,hi)", "he_normal", "lecun_uniform");
  }

  @Test
  void decimalsAreTheShortestThatReadBack() {
    assertThat(InitializerNames.decimal(0.1)).isEqualTo("0.1");
    assertThat(InitializerNames.decimal(-0.0)).isEqualTo("0");
    assertThat(InitializerNames.decimal(2e23)).isEqualTo("2e23");
    assertThat(InitializerNames.decimal(1e23)).isEqualTo("1e23");
    assertThat(InitializerNames.decimal(-1.5e-300)).isEqualTo("-1.5e-300");
    assertThat(InitializerNames.decimal(100)).isEqualTo("100");
    assertThat(InitializerNames.decimal(1e15)).isEqualTo("1000000000000000");
    assertThat(InitializerNames.decimal(1e16)).isEqualTo("1e16");
    assertThat(InitializerNames.decimal(0.00001)).isEqualTo("0.00001");
    assertThat(InitializerNames.decimal(0.000001)).isEqualTo("1e-6");
    assertThat(InitializerNames.decimal(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(InitializerNames.decimal(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e308");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2000; i++) {
      double x = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(x)) {
        assertThat(Double.parseDouble(InitializerNames.decimal(x))).as("%a", x).isEqualTo(x);
        assertThat(Initializers.byName("normal(" + InitializerNames.decimal(x) + ",1)"))
            .isEqualTo(Initializers.normal(x, 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void argumentsAreCheckedBeforeAnythingIsWritten(String name) {
    assertArgumentsChecked(Initializers.byName(name));
  }

  /** An initialiser of the user's own gets arguments that are checked, whatever it does with them. */
  @Test
  void ownInitializersGetCheckedArguments() {
    Initializer own = (weights, fanIn, fanOut, random) -> Arrays.fill(weights, fanIn + fanOut);
    RandomGenerator random = new SplittableRandom(1);
    assertThat(own.weights(1, 2, random)).containsExactly(3, 3);
    assertIllegal(() -> own.weights(0, 3, random), "fanIn 0");
    assertIllegal(() -> own.weights(3, 0, random), "fanOut 0");
    assertIllegal(() -> own.weights(-1, 3, random), "fanIn -1");
    assertIllegal(() -> own.weights(1 << 16, 1 << 16, random), "does not fit");
    assertIllegal(() -> own.weights(1, Integer.MAX_VALUE, random), "does not fit");
    assertThatThrownBy(() -> own.weights(1, 2, null)).isInstanceOf(NullPointerException.class).hasMessage("random");
    double[] weights = {7, 7};
    assertThatThrownBy(() -> own.scaled(2).initialize(weights, 1, 2, null)).isInstanceOf(NullPointerException.class)
        .hasMessage("random");
    assertThatThrownBy(() -> own.scaled(2).initialize(null, 1, 2, random)).isInstanceOf(NullPointerException.class)
        .hasMessage("weights");
    assertThat(weights).containsExactly(7, 7);
  }

  @Test
  void orthogonalNeedsExactlyFanInTimesFanOutWeights() {
    for (int length : new int[] {0, 5, 7, 12}) {
      double[] weights = new double[length];
      Arrays.fill(weights, 42);
      assertThatThrownBy(() -> Initializers.orthogonal().initialize(weights, 2, 3, new SplittableRandom(1)))
          .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("6").hasMessageContaining("" + length);
      assertThat(weights).containsOnly(length == 0 ? new double[0] : new double[] {42});
    }
    assertIllegal(
        () -> Initializers.orthogonal().initialize(new double[0], 1 << 16, 1 << 16, new Random(1)), "4294967296");
  }

  @Test
  void parametersAreChecked() {
    for (double bad : new double[] {NAN, INF, -INF}) {
      assertIllegal(() -> Initializers.random(bad), "scale");
      assertIllegal(() -> Initializers.uniform(bad, 1), "lo");
      assertIllegal(() -> Initializers.uniform(0, bad), "hi");
      assertIllegal(() -> Initializers.normal(bad, 1), "mean");
      assertIllegal(() -> Initializers.normal(0, bad), "sd");
      assertIllegal(() -> Initializers.truncatedNormal(bad, 1, -1, 1), "mean");
      assertIllegal(() -> Initializers.truncatedNormal(0, bad, -1, 1), "sd");
    }
    assertIllegal(() -> Initializers.random(-1), "scale");
    assertIllegal(() -> Initializers.normal(0, -1), "sd");
    assertIllegal(() -> Initializers.uniform(1, 1), "lo");
    assertIllegal(() -> Initializers.uniform(2, 1), "lo");
    assertIllegal(() -> Initializers.truncatedNormal(0, 0, -1, 1), "sd");
    assertIllegal(() -> Initializers.truncatedNormal(0, -1, -1, 1), "sd");
    assertIllegal(() -> Initializers.truncatedNormal(0, 1, 1, 1), "lo");
    assertIllegal(() -> Initializers.truncatedNormal(0, 1, 2, 1), "lo");
    assertIllegal(() -> Initializers.truncatedNormal(0, 1, NAN, 1), "lo");
    assertIllegal(() -> Initializers.truncatedNormal(0, 1, 0, NAN), "hi");
    assertIllegal(() -> Initializers.truncatedNormal(0, 1, INF, INF), "lo");
    assertIllegal(() -> Initializers.truncatedNormal(0, 1, -INF, -INF), "lo");
    assertIllegal(() -> Initializers.byName("normal(0,-1)"), "sd");
    assertThatThrownBy(() -> Initializers.byName(null)).isInstanceOf(NullPointerException.class).hasMessage("name");
  }

  private static void assertIllegal(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
  }

  private static void assertArgumentsChecked(Initializer initializer) {
    double[] weights = {42, 42, 42, 42, 42, 42};
    RandomGenerator random = new SplittableRandom(1);
    assertThatThrownBy(() -> initializer.initialize(null, 2, 3, random)).isInstanceOf(NullPointerException.class)
        .hasMessage("weights");
    assertThatThrownBy(() -> initializer.initialize(weights, 2, 3, null)).isInstanceOf(NullPointerException.class)
        .hasMessage("random");
    assertThatThrownBy(() -> initializer.initialize(weights, 0, 3, null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> initializer.weights(2, 3, null)).isInstanceOf(NullPointerException.class)
        .hasMessage("random");
    for (int[] fans : new int[][] {{0, 3}, {2, 0}, {-1, 3}, {2, Integer.MIN_VALUE}}) {
      assertIllegal(() -> initializer.initialize(weights, fans[0], fans[1], random), "fans");
      assertIllegal(() -> initializer.weights(fans[0], fans[1], random), "fans");
    }
    assertIllegal(() -> initializer.weights(1 << 16, 1 << 15, random), "fit");
    assertThat(weights).containsOnly(42);
  }
}
