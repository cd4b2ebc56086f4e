/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** Which only a JDK 25 compiles something for. */
    private static final String VECTORS = "jdk.incubator.vector..";

    private static final String ROOT = "dev.agentgovernance.secrets";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void thereAreClassesToCheck() {
        assertThat(CLASSES.contain(SecretScanner.class)).isTrue();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheApiTheJdkAndNullMarksAreKnownOutsideTheRules() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".internal.rules..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.re2j..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".internal.loops..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VECTORS)
                .check(CLASSES);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        VECTORS,
                        ROOT + "..",
                        "dev.agentgovernance.api.secret..",
                        "org.jspecify..",
                        "com.google.re2j..",
                        "javax.crypto..")
                .check(CLASSES);
    }

    @Test
    void publicMethodsShowNoInternalTypes() {
        for (JavaClass type : CLASSES) {
            if (isPublicApi(type)) {
                assertThat(type.getMethods().stream()
                                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                                .flatMap(method -> method.getAllInvolvedRawTypes().stream())
                                .filter(shown -> shown.getPackageName().contains(".internal")))
                        .as(type.getName())
                        .isEmpty();
            }
        }
    }

    private static boolean isPublicApi(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getPackageName().contains(".internal");
    }

    @Test
    void theHouseHasFewDoors() {
        assertThat(CLASSES.stream().filter(ArchitectureTest::isPublicApi)).hasSizeBetween(1, 14);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaClass type : CLASSES) {
            assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                    .as(type.getName())
                    .isTrue();
        }
    }

    @Test
    void noBacktrackingExpressionsAndNoConsole() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .check(CLASSES);
        noClasses()
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                                        "matches|replaceAll|replaceFirst"))
                        .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                        com.tngtech.archunit.core.domain.JavaClass.Predicates.type(String.class)))))
                .check(CLASSES);
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
    }

    @Test
    void publicClassesAreFinal() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }
}
