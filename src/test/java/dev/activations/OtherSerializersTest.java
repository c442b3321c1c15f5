package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.SerializerFactory.FieldSerializerFactory;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Serializers that go round Java's serial form make an object without its constructor, and give it back its fields, except
 * the transient ones. Such a copy works as the original does. Spark and Flink can be set to use Kryo, which is one of them.
 */
class OtherSerializersTest {

  static {
    // Newer JDKs warn of Unsafe; Kryo's other way is reflection.
    System.setProperty("kryo.unsafe", "false");
  }

  private static Kryo kryo() {
    Kryo kryo = new Kryo();
    FieldSerializerFactory fields = new FieldSerializerFactory();
    fields.getConfig().setCopyTransient(false);
    kryo.setDefaultSerializer(fields);
    kryo.setRegistrationRequired(false);
    kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
    return kryo;
  }

  private static Object written(Object object) {
    Output out = new Output(256, -1);
    kryo().writeClassAndObject(out, object);
    return kryo().readClassAndObject(new Input(out.toBytes()));
  }

  private static void assertWorks(String how, Activation a, UnaryOperator<Object> copier) {
    double[] x = new Inputs(1).mixed(600);
    double[] dy = new Inputs(2).factors(a.outputSize(600));
    // The second time with its kernel in place.
    for (int round = 0; round < 2; round++) {
      Activation copy = (Activation) copier.apply(a);
      assertThat(copy).isNotSameAs(a).isEqualTo(a).hasSameHashCodeAs(a).hasToString(a.toString());
      Bits.assertSame(a + " forward, " + how, a.forward(x), copy.forward(x));
      Bits.assertSame(a + " backward, " + how, a.backward(x, dy), ((Activation) copier.apply(a)).backward(x, dy));
      if (a instanceof PointwiseActivation f) {
        Bits.assertSame(a + "(0.3), " + how, f.value(0.3), ((PointwiseActivation) copier.apply(a)).value(0.3));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.activations.SerializationTest#builtIns")
  void readByKryo(Activation a) {
    assertWorks("written and read", a, OtherSerializersTest::written);
  }

  @ParameterizedTest
  @MethodSource("dev.activations.SerializationTest#builtIns")
  void copiedByKryo(Activation a) {
    assertWorks("copied", a, object -> kryo().copy(object));
  }

  /** What was read by one serializer is written by the other. */
  @Test
  void aCopyIsWrittenAgain() {
    Softmax copy = (Softmax) written(Activations.softmax(0.5));
    assertThat(copy.temperature()).isEqualTo(0.5);
    assertThat(copy.isLog()).isFalse();
    GatedActivation gated = (GatedActivation) written(written(Activations.gated(Activations.swish(1.5))));
    assertThat(gated).isEqualTo(Activations.gated(Activations.swish(1.5)));
    assertThat(gated.gate()).isEqualTo(Activations.swish(1.5));
    assertThat(gated.halves()).isEqualTo(Halves.GATE_FIRST);
  }

  /** The first use refuses a name that a forged stream may hold, before any array is written. */
  @ParameterizedTest
  @ValueSource(strings = {
    "", "unknown", "gelu ", "swish", "swish(", "swish()", "swish(NaN)", "swish(1e999)", "leaky_relu(Infinity)", "gelu(1)",
    "leaky_relu(1", "softmax", "softmax(2)", "log_softmax", "glu", "glu;gate_first", "gated(gelu)", "gated(swish(2));value_first"
  })
  void forgedNamesAreRefusedAtFirstUse(String name) {
    PointwiseActivation forged = (PointwiseActivation) written(new BuiltIn(name));
    assertThatIllegalArgumentException().isThrownBy(() -> forged.value(1));
    double[] y = {7};
    assertThatIllegalArgumentException().isThrownBy(() -> forged.forward(new double[] {1}, y));
    assertThat(y).containsExactly(7);
    assertThat(catchThrowable(() -> ((PointwiseActivation) written(new BuiltIn(null))).value(1)))
        .isInstanceOf(NullPointerException.class);
  }
}
