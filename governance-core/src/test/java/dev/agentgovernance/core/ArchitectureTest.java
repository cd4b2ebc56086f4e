/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.agentgovernance.core.impact.PlantedRoomVisitor;
import dev.agentgovernance.core.planted.PlantedViolations;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the house: who may know whom, and what may be seen from outside. Each rule is seen to fail on a planted violation. */
class ArchitectureTest {

    private static final String CORE = "dev.agentgovernance.core";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(CORE);

    /** The rooms. Each may know the API, itself, and what the classifiers share; only {@code core} itself knows them all. */
    private static final List<String> ROOMS = List.of(
            "internal.classify.shell",
            "internal.classify.command",
            "internal.classify.git",
            "internal.classify.sql",
            "internal.classify.http",
            "internal.classify.infra",
            "internal.classify.deploy",
            "internal.classify.file",
            "internal.classify.tool",
            "integrity",
            "impact",
            "trust",
            "approval",
            "scope",
            "policy",
            "audit",
            "store",
            "hook");

    private static List<ArchRule> roomRules() {
        List<ArchRule> rules = new ArrayList<>();
        for (String room : ROOMS) {
            String[] others = ROOMS.stream()
                    .filter(other -> !other.equals(room))
                    .map(other -> CORE + "." + other + "..")
                    .toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(CORE + "." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(false));
        }
        return rules;
    }

    private static final ArchRule NO_ROOM_KNOWS_THE_HALL = noClasses()
            .that()
            .resideInAPackage(CORE + ".*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CORE);

    private static final ArchRule NO_CYCLES =
            SlicesRuleDefinition.slices().matching(CORE + ".(**)").should().beFreeOfCycles();

    private static final ArchRule NO_BACKTRACKING_REGEX =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.regex..");

    private static final ArchRule PUBLIC_CLASSES_ARE_FINAL = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL);

    private static final ArchRule NULL_MARKED = classes().should(new ArchCondition<>("be in a null-marked package") {
        @Override
        public void check(JavaClass item, ConditionEvents events) {
            boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new SimpleConditionEvent(item, marked, item.getName()));
        }
    });

    private static final ArchRule NO_LIBRARY_IN_A_SIGNATURE = classes()
            .that()
            .arePublic()
            .should(new ArchCondition<>("show no type of a library") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    for (JavaMember member : item.getMembers()) {
                        if (member.getModifiers().contains(JavaModifier.PUBLIC)) {
                            member.getAllInvolvedRawTypes().stream()
                                    .map(JavaClass::getBaseComponentType)
                                    .filter(type -> !type.isPrimitive()
                                            && !type.getPackageName().startsWith("java.")
                                            && !type.getPackageName().equals("javax.sql")
                                            && !type.getPackageName().startsWith("dev.agentgovernance."))
                                    .forEach(type -> events.add(SimpleConditionEvent.violated(
                                            item, member.getFullName() + " shows " + type.getName())));
                        }
                    }
                }
            });

    private static Stream<Arguments> rules() {
        List<Arguments> rules = new ArrayList<>();
        roomRules().forEach(rule -> rules.add(Arguments.of(rule)));
        Stream.of(
                        NO_ROOM_KNOWS_THE_HALL,
                        NO_CYCLES,
                        NO_BACKTRACKING_REGEX,
                        PUBLIC_CLASSES_ARE_FINAL,
                        NULL_MARKED,
                        NO_LIBRARY_IN_A_SIGNATURE,
                        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS,
                        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING)
                .forEach(rule -> rules.add(Arguments.of(rule)));
        return rules.stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(MAIN);
    }

    @Test
    void fewTypesArePublic() {
        List<String> types = MAIN.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && type.getEnclosingClass().isEmpty()
                        && !type.getPackageName().contains(".internal"))
                .map(JavaClass::getName)
                .sorted()
                .toList();
        assertThat(types).as("public top-level types of core").hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
    }

    private static final int MOST_PUBLIC_TYPES = 42;

    @Test
    void eachRuleFailsOnAPlantedViolation() {
        JavaClasses planted = new ClassFileImporter()
                .importClasses(
                        PlantedViolations.class,
                        PlantedRoomVisitor.class,
                        dev.agentgovernance.core.impact.ImpactTable.class,
                        dev.agentgovernance.core.policy.Policy.class);
        assertThatThrownBy(() -> roomRules().get(ROOMS.indexOf("impact")).check(planted))
                .isInstanceOf(AssertionError.class);
        for (ArchRule rule : List.of(
                NO_ROOM_KNOWS_THE_HALL,
                NO_BACKTRACKING_REGEX,
                PUBLIC_CLASSES_ARE_FINAL,
                NULL_MARKED,
                NO_LIBRARY_IN_A_SIGNATURE,
                GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS)) {
            assertThatThrownBy(() -> rule.check(planted))
                    .as(rule.getDescription())
                    .isInstanceOf(AssertionError.class);
        }
    }
}
