package dev.activations;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.activations.internal.KernelLookup;
import dev.activations.internal.portable.PortableKernels;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The map of the code as rules over its class files, which are read and not loaded, so that the vector kernels are looked at
 * where their module is missing too. What may be used is listed, not what may not: a list of the forbidden is never complete.
 */
class ArchitectureTest {

  private static final String INCUBATOR = "jdk.incubator.vector..";

  /** One IEEE operation each, or none at all: the same bits on every JDK, compiled or interpreted. */
  private static final Set<String> EXACT_MATH = Set.of(
      "abs", "ceil", "copySign", "floor", "fma", "getExponent", "max", "min", "multiplyExact", "nextAfter", "nextDown", "nextUp", "rint",
      "scalb", "signum", "sqrt", "ulp");

  /** Comparisons, selection, integer operations on the bits. ADD is not among them: the order of a reduction is the JDK's own affair. */
  private static final Set<String> EXACT_OPERATORS = Set.of(
      "ABS", "AND", "ASHR", "EQ", "GE", "GT", "IS_NAN", "LE", "LSHL", "LSHR", "LT", "MAX", "MIN", "NE", "NEG", "NOT", "OR", "SQRT", "XOR");

  private static final JavaClasses LIBRARY = library();

  private static JavaClasses library() {
    try {
      return new ClassFileImporter().importPath(
          Path.of(Activations.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** A call, a method reference or a use of a field, of {@code owner} but not with one of these names. */
  private static DescribedPredicate<JavaAccess<?>> other(DescribedPredicate<JavaClass> owner, Set<String> names) {
    return describe(owner.getDescription() + ", other than " + names,
        access -> owner.test(access.getTargetOwner()) && !names.contains(access.getTarget().getName()));
  }

  @Test
  void theVectorApiIsUsedInOnePackage() {
    noClasses().that().resideOutsideOfPackage("dev.activations.internal.vector")
        .should().dependOnClassesThat().resideInAPackage(INCUBATOR)
        .because("the others must load where that module is missing")
        .check(LIBRARY);
  }

  @Test
  void theVectorKernelsAreReachedByTheLookupAlone() {
    noClasses().that().resideOutsideOfPackage("dev.activations.internal.vector")
        .should().dependOnClassesThat().resideInAPackage("dev.activations.internal.vector")
        .because("the lookup asks for them by name, and falls back where they cannot run")
        .check(LIBRARY);
  }

  @Test
  void thePublicPackageKnowsNoBackend() {
    noClasses().that().resideInAPackage("dev.activations")
        .should().dependOnClassesThat().resideInAnyPackage("dev.activations.internal.portable..", "dev.activations.internal.vector..")
        .check(LIBRARY);
  }

  @Test
  void theSpecificationStandsAlone() {
    classes().that().resideInAPackage("dev.activations.internal.scalar")
        .should().onlyDependOnClassesThat(
            resideInAnyPackage("dev.activations.internal.scalar", "java.lang").or(equivalentTo(Arrays.class)))
        .check(LIBRARY);
  }

  /** {@code KernelLookup} makes the portable kernels, which implement interfaces beside it. Looked up by name they would only hide. */
  @Test
  void packagesHaveNoCycle() {
    slices().matching("(dev.activations..)").should().beFreeOfCycles()
        .ignoreDependency(KernelLookup.class, PortableKernels.class)
        .check(LIBRARY);
  }

  @Test
  void theLookupAloneMakesABackend() {
    noClasses().that().doNotBelongToAnyOf(KernelLookup.class, PortableKernels.class)
        .and().doNotHaveFullyQualifiedName("dev.activations.internal.vector.VectorKernels") // it takes the plain loops of the ReLUs
        .should().dependOnClassesThat().areAssignableTo(PortableKernels.class)
        .check(LIBRARY);
    noClasses().that().resideInAPackage("dev.activations.internal").and().doNotBelongToAnyOf(KernelLookup.class)
        .should().dependOnClassesThat().resideInAPackage("dev.activations.internal.*..")
        .because("what all kernels are built on knows none of them")
        .check(LIBRARY);
  }

  @Test
  void mathIsExact() {
    noClasses().should().accessTargetWhere(other(equivalentTo(Math.class), EXACT_MATH))
        .orShould().dependOnClassesThat().areAssignableTo(StrictMath.class)
        .because("exp, log, tanh and the like differ between JDKs, and compiled from interpreted")
        .check(LIBRARY);
  }

  @Test
  void vectorOperationsAreExact() {
    noClasses().should().accessTargetWhere(other(
        describe("VectorOperators", type -> type.getName().startsWith("jdk.incubator.vector.VectorOperators")), EXACT_OPERATORS))
        .because("EXP, TANH and the like differ between CPUs and JDKs")
        .check(LIBRARY);
    noClasses().should().callMethodWhere(target(nameMatching("pow")))
        .because("it is the one such function that vectors have as a method")
        .check(LIBRARY);
  }

  @Test
  void generatorsGiveNothingButLongs() {
    noClasses().should().accessTargetWhere(other(
        describe("random generators", type -> type.isAssignableTo(RandomGenerator.class)), Set.of("nextLong")))
        .because("what else they give is theirs to change, and the same seed must give the same weights")
        .check(LIBRARY);
  }

  @Test
  void oneClassIsReflective() {
    noClasses().that().doNotBelongToAnyOf(KernelLookup.class)
        .should().dependOnClassesThat().resideInAPackage("java.lang.reflect..")
        .orShould().accessTargetWhere(other(equivalentTo(Class.class), Set.of("getName", "getSimpleName", "desiredAssertionStatus", "cast")))
        .orShould().dependOnClassesThat().areAssignableTo(Module.class)
        .check(LIBRARY);
    noClasses().that().resideOutsideOfPackage("dev.activations.internal.vector")
        .should().callMethod(Class.class, "cast", Object.class)
        .check(LIBRARY);
  }

  @Test
  void noFilesNoNetworkNoNativeCode() {
    classes().should().onlyDependOnClassesThat(
        resideInAnyPackage("dev.activations..", "java.lang", "java.lang.reflect", "java.math", "java.util..", INCUBATOR)
            .or(equivalentTo(Serializable.class))
            .or(equivalentTo(ObjectInputStream.class))
            .or(equivalentTo(InvalidObjectException.class)))
        .check(LIBRARY);
    noClasses().should().accessTargetWhere(other(equivalentTo(System.class),
        Set.of("arraycopy", "getProperty", "identityHashCode", "nanoTime")))
        .orShould().dependOnClassesThat(equivalentTo(Runtime.class).or(equivalentTo(Process.class)).or(equivalentTo(ProcessBuilder.class)))
        .because("loading libraries, printing and ending the virtual machine are not this library's business")
        .check(LIBRARY);
    noMethods().should().haveModifier(JavaModifier.NATIVE).check(LIBRARY);
  }
}
