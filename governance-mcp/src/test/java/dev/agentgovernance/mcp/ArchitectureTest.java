/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds this part of the house. */
class ArchitectureTest {

    private static final int MOST_PUBLIC_TYPES = 16;
    private static final int MOST_PUBLIC_TYPES_FOR_THE_SDK = 3;

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.agentgovernance.mcp");

    @Test
    void fewTypesArePublic() {
        assertThat(publicTypes(false)).isNotEmpty().hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
        assertThat(publicTypes(true)).isNotEmpty().hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES_FOR_THE_SDK);
    }

    private static List<String> publicTypes(boolean forTheSdk) {
        return MAIN.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> type.isTopLevelClass() && !type.getPackageName().contains(".internal"))
                .filter(type -> type.getPackageName().endsWith(".sdk") == forTheSdk)
                .map(JavaClass::getSimpleName)
                .toList();
    }

    @Test
    void nothingKnowsALibraryBesidesTheOthersOfTheHouse() {
        classes()
                .that()
                .resideOutsideOfPackage("dev.agentgovernance.mcp.sdk")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "javax.net.ssl..",
                        "dev.agentgovernance..",
                        "org.jspecify.annotations")
                .check(MAIN);
        classes()
                .that()
                .resideInAPackage("dev.agentgovernance.mcp.sdk")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.agentgovernance..",
                        "org.jspecify.annotations",
                        "io.modelcontextprotocol..",
                        "reactor..",
                        "org.reactivestreams")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.agentgovernance.mcp.sdk")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.agentgovernance.mcp.sdk")
                .check(MAIN);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAnyPackage("..mcp.json..", "..mcp.internal.schema..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.agentgovernance.mcp", "..mcp.proxy..")
                .check(MAIN);
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    }

    @Test
    void publicClassesAreFinalAndEveryPackageIsNullMarked() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(MAIN);
        assertThat(MAIN.stream().filter(type -> !type.getPackage().isAnnotatedWith(NullMarked.class)))
                .isEmpty();
    }
}
