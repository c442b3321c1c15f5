package consumer

import dev.activations.Activation
import dev.activations.Activations
import dev.activations.Backend
import dev.activations.GatedActivation
import dev.activations.Halves
import dev.activations.Initializers
import dev.activations.PointwiseActivation
import dev.activations.Softmax
import java.util.SplittableRandom
import java.util.stream.DoubleStream

/** What a Kotlin program does with the library. Its argument is the backend that must run. */
fun main(args: Array<String>) {
  expect(Backend.active().name() == args[0]) { "backend ${args[0]}, not ${Backend.active()}" }
  knownValues()
  functionsAsLambdas()
  ownActivation()
  sealedKinds()
  swiGlu()
  println("Kotlin ${KotlinVersion.CURRENT}: all right with the ${Backend.active().name()} kernels")
}

private fun knownValues() {
  near(Activations.GELU.value(-1.0), -0.15865525393145705, 2)
  near(Activations.SIGMOID.value(0.5), 0.6224593312018546, 2)
  near(Activations.swish(1.5).derivative(0.0), 0.5, 3)
  val p = Activations.SOFTMAX.forward(doubleArrayOf(1.0, 1.0, 1.0, 1.0, 1.0))
  p.forEach { near(it, 0.2, 2) }
  expect(Activations.LOG_SOFTMAX.forward(doubleArrayOf(42.0))[0].toRawBits() == 0L) { "log-softmax of one entry is 0.0" }
}

/** A pointwise activation goes wherever a function from Double to Double does. */
private fun functionsAsLambdas() {
  val x = SplittableRandom(3).doubles(501, -10.0, 10.0).toArray()
  val batch = Activations.TANH.forward(x)
  val streamed = DoubleStream.of(*x).map(Activations.TANH).toArray()
  val mapped = x.map(Activations.TANH::value)
  for (i in x.indices) {
    same(batch[i], streamed[i])
    same(batch[i], mapped[i])
  }
}

/** Two Kotlin lambdas are an activation, with every array form. */
private fun ownActivation() {
  val cube = PointwiseActivation.of("cube", { it * it * it }, { 3 * it * it })
  val dx = cube.backward(doubleArrayOf(-2.0, 0.5), doubleArrayOf(1.0, 4.0))
  same(dx[0], 12.0)
  same(dx[1], 3.0)
  val refused = runCatching { PointwiseActivation.of("gelu", { it }, { 1.0 }) }.exceptionOrNull()
  expect(refused is IllegalArgumentException) { "a built-in name is refused, not $refused" }
}

/** Kotlin knows that there are three kinds: this when has no else. */
private fun kind(a: Activation): String = when (a) {
  is PointwiseActivation -> "pointwise"
  is Softmax -> "softmax"
  is GatedActivation -> "gated"
}

private fun sealedKinds() {
  val kinds = Activations.names().groupingBy { kind(Activations.byName(it)) }.eachCount()
  expect(kinds.keys == setOf("pointwise", "softmax", "gated")) { "three kinds, not $kinds" }
  expect(kinds.getValue("softmax") == 2) { "softmax and log-softmax, not $kinds" }
}

private fun swiGlu() {
  val w = Initializers.xavierUniform().weights(32, 16, SplittableRandom(4))
  val (gate, value) = w.copyOfRange(0, 256) to w.copyOfRange(256, 512)
  val y = DoubleArray(256)
  Activations.SWIGLU.forward(gate, value, y)
  val joined = Activations.SWIGLU.forward(w)
  val swapped = Activations.SWIGLU.withHalves(Halves.VALUE_FIRST).forward(value + gate)
  for (i in y.indices) {
    same(y[i], Activations.SILU.value(gate[i]) * value[i])
    same(y[i], joined[i])
    same(y[i], swapped[i])
  }
}

private fun same(got: Double, want: Double) = expect(got.toRawBits() == want.toRawBits()) { "$want, not $got" }

private fun near(got: Double, want: Double, ulps: Int) =
  expect(Math.abs(got - want) <= ulps * Math.ulp(want)) { "$want, not $got" }

private fun expect(right: Boolean, what: () -> String) {
  if (!right) throw AssertionError("expected: ${what()}")
}
