package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations read back as themselves; a stream that no activation wrote is refused. */
class SerializationTest {

  private static byte[] write(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  private static Object copy(Object object) throws IOException, ClassNotFoundException {
    return read(write(object));
  }

  /** Writes {@code twin}, but says that it is a {@code type}. */
  private static byte[] forge(Object twin, Class<?> type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes) {
      @Override
      protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
        boolean disguise = descriptor.forClass() == twin.getClass();
        super.writeClassDescriptor(disguise ? ObjectStreamClass.lookup(type) : descriptor);
      }
    }) {
      out.writeObject(twin);
    }
    return bytes.toByteArray();
  }

  private static void assertRefused(byte[] bytes) {
    assertThatExceptionOfType(InvalidObjectException.class).isThrownBy(() -> read(bytes));
  }

  @Test
  void aRefusalSaysWhy() throws IOException {
    byte[] forged = write(new SerialForm.Named("softmax(0)"));
    assertThatExceptionOfType(InvalidObjectException.class).isThrownBy(() -> read(forged)).withMessageContaining("softmax(0)")
        .havingCause().isInstanceOf(IllegalArgumentException.class).withMessageContaining("temperature");
  }

  static Stream<Activation> builtIns() {
    return Stream.of(
        Activations.names().stream().map(Activations::byName), Cases.all(),
        Stream.of(
            "leaky_relu(0.2)", "swish(1.5)", "softmax(0.5)", "log_softmax(3)", "gated(swish(1.5))",
            "gated(swish(1.5));value_first", "gated(leaky_relu(-0));value_first", "glu;gate_first", "geglu;value_first",
            "leaky_relu(5e-324)", "swish(-1.7976931348623157e308)").map(Activations::byName))
        .flatMap(all -> all).distinct();
  }

  @ParameterizedTest
  @MethodSource("builtIns")
  void builtInsReadBack(Activation a) throws IOException, ClassNotFoundException {
    double[] x = new Inputs(1).mixed(40);
    double[] dy = new Inputs(2).factors(a.outputSize(40));
    // The second time with its kernel in place, which isn't written.
    for (int round = 0; round < 2; round++) {
      Activation read = (Activation) copy(a);
      assertThat(read).isEqualTo(a).hasSameHashCodeAs(a).hasToString(a.toString()).hasSameClassAs(a);
      assertThat(read.name()).isEqualTo(a.name());
      Bits.assertSame(a + " forward, read back", a.forward(x), read.forward(x));
      Bits.assertSame(a + " backward, read back", a.backward(x, dy), read.backward(x, dy));
    }
  }

  /** Singletons by name, and the shared reference of two fields stays one. */
  @Test
  void constantsReadBackAsTheConstants() throws IOException, ClassNotFoundException {
    for (Activation a : new Activation[] {
      Activations.SIGMOID, Activations.GELU, Activations.LEAKY_RELU, Activations.SILU, Activations.SOFTMAX,
      Activations.LOG_SOFTMAX
    }) {
      assertThat(copy(a)).as(a.name()).isSameAs(a);
    }
    for (String name : Activations.names()) {
      assertThat(copy(Activations.byName(name))).as(name).isEqualTo(Activations.byName(name));
    }
    Object[] both = (Object[]) copy(new Activation[] {Activations.GLU, Activations.GLU});
    assertThat(both[0]).isSameAs(both[1]).isEqualTo(Activations.GLU);
  }

  /** Functions that are equal after reading. */
  private enum Square implements DoubleUnaryOperator {
    VALUE {
      @Override
      public double applyAsDouble(double x) {
        return x * x;
      }
    },
    DERIVATIVE {
      @Override
      public double applyAsDouble(double x) {
        return 2 * x;
      }
    }
  }

  @Test
  void ownActivationsReadBack() throws IOException, ClassNotFoundException {
    PointwiseActivation square = PointwiseActivation.of("square", Square.VALUE, Square.DERIVATIVE);
    assertThat(copy(square)).isEqualTo(square).hasToString("square");
    for (Halves halves : Halves.values()) {
      GatedActivation gated = Activations.gated(square).withHalves(halves);
      GatedActivation read = (GatedActivation) copy(gated);
      assertThat(read).isEqualTo(gated).hasToString(gated.toString());
      assertThat(read.halves()).isEqualTo(halves);
      double[] x = new Inputs(3).mixed(40);
      double[] dy = new Inputs(5).factors(20);
      Bits.assertSame(gated + " read back", gated.forward(x), read.forward(x));
      Bits.assertSame(gated + " backward, read back", gated.backward(x, dy), read.backward(x, dy));
    }
  }

  @Test
  void serialisableLambdasReadBack() throws IOException, ClassNotFoundException {
    PointwiseActivation cube = PointwiseActivation.of(
        "cube", (DoubleUnaryOperator & Serializable) x -> x * x * x,
        (DoubleUnaryOperator & Serializable) x -> 3 * x * x);
    double[] x = new Inputs(4).mixed(30);
    PointwiseActivation read = (PointwiseActivation) copy(cube);
    assertThat(read.name()).isEqualTo("cube");
    Bits.assertSame("cube", cube.forward(x), read.forward(x));
    Bits.assertSame("cube'", cube.derivative(x), read.derivative(x));
    GatedActivation gated = (GatedActivation) copy(Activations.gated(cube));
    assertThat(gated.name()).isEqualTo("gated(cube)");
    Bits.assertSame("gated(cube)", Activations.gated(cube).forward(x), gated.forward(x));
  }

  @Test
  void ownActivationsNeedTwoSerialisableFunctions() {
    DoubleUnaryOperator plain = x -> x;
    for (PointwiseActivation a : new PointwiseActivation[] {
      PointwiseActivation.of("own", plain, Square.DERIVATIVE), PointwiseActivation.of("own", Square.VALUE, plain),
      PointwiseActivation.of("own", plain, plain)
    }) {
      assertThatExceptionOfType(NotSerializableException.class).isThrownBy(() -> write(a));
      assertThatExceptionOfType(NotSerializableException.class).isThrownBy(() -> write(Activations.gated(a)));
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {
    "leaky_relu(NaN)", "leaky_relu(1e999)", "swish(Infinity)", "softmax(0)", "softmax(-1)", "log_softmax(1e999)", "",
    "gelu ", "unknown", "gated(glu)", "gelu;value_first", "glu;gate_first;value_first", "square"
  })
  void forgedNamesAreRefused(String name) throws IOException {
    assertRefused(write(new SerialForm.Named(name)));
  }

  @Test
  void forgedGatesAreRefused() throws IOException, ClassNotFoundException {
    assertThat(copy(new SerialForm.Gated(Activations.SILU, Halves.GATE_FIRST))).isEqualTo(Activations.SWIGLU);
    assertRefused(write(new SerialForm.Gated(null, Halves.GATE_FIRST)));
    assertRefused(write(new SerialForm.Gated(Activations.SILU, null)));
    assertRefused(write(new SerialForm.Gated(null, null)));
  }

  // Twins: the fields of a class, without its proxy.

  private record BuiltInTwin(String name) implements Serializable {}

  private record SoftmaxTwin(double temperature, boolean log) implements Serializable {}

  private record GatedTwin(PointwiseActivation gate, Halves halves) implements Serializable {}

  private record CustomTwin(String name, DoubleUnaryOperator f, DoubleUnaryOperator df) implements Serializable {}

  @Test
  void streamsWithoutTheProxyAreRefused() throws IOException {
    assertRefused(forge(new BuiltInTwin("gelu"), BuiltIn.class));
    assertRefused(forge(new BuiltInTwin(null), BuiltIn.class));
    assertRefused(forge(new SoftmaxTwin(1, false), Softmax.class));
    assertRefused(forge(new SoftmaxTwin(Double.NaN, true), Softmax.class));
    assertRefused(forge(new GatedTwin(Activations.SILU, Halves.GATE_FIRST), GatedActivation.class));
    assertRefused(forge(new GatedTwin(null, null), GatedActivation.class));
  }

  @Test
  void forgedCustomActivationsAreRefused() throws IOException, ClassNotFoundException {
    // The forgery itself works: a legal one is read.
    assertThat(read(forge(new CustomTwin("square", Square.VALUE, Square.DERIVATIVE), CustomActivation.class)))
        .isEqualTo(PointwiseActivation.of("square", Square.VALUE, Square.DERIVATIVE));
    for (String name : new String[] {"gelu", "swish(1.5)", "glu;gate_first", "", " ", null}) {
      assertRefused(forge(new CustomTwin(name, Square.VALUE, Square.DERIVATIVE), CustomActivation.class));
    }
    assertRefused(forge(new CustomTwin("square", null, Square.DERIVATIVE), CustomActivation.class));
    assertRefused(forge(new CustomTwin("square", Square.VALUE, null), CustomActivation.class));
  }
}
