/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.agentgovernance.api.action.ToolAction;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for every record of the vocabulary, found by reflection, so that a new one is tested too. */
class RecordChecksTest {

    static List<Class<?>> records() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.agentgovernance.api")
                        .stream()
                        .map(JavaClass::reflect)
                        .filter(Class::isRecord)
                        .<Class<?>>map(type -> type)
                        .toList();
    }

    @Test
    void thereAreRecords() {
        assertThat(records()).hasSizeGreaterThan(25).contains(Allow.class, ToolAction.Hints.class);
    }

    @TestFactory
    Stream<DynamicTest> everyComponentThatMustBeThereIsChecked() {
        return records().stream()
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
                    RecordComponent[] components = type.getRecordComponents();
                    for (int i = 0; i < components.length; i++) {
                        if (components[i].getType().isPrimitive()) {
                            continue;
                        }
                        @Nullable Object[] arguments = Values.argumentsOf(type);
                        arguments[i] = null;
                        String what = type.getSimpleName() + "." + components[i].getName();
                        if (components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                            assertThatCode(() -> make(type, arguments)).as(what).doesNotThrowAnyException();
                        } else {
                            assertThatThrownBy(() -> make(type, arguments))
                                    .as(what)
                                    .isInstanceOf(NullPointerException.class);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> collectionsAreCopiedAndCannotBeChanged() {
        return records().stream()
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
                    RecordComponent[] components = type.getRecordComponents();
                    for (int i = 0; i < components.length; i++) {
                        RecordComponent component = components[i];
                        @Nullable Object[] arguments = Values.argumentsOf(type);
                        if (arguments[i] instanceof Map<?, ?> map) {
                            assertThat(Values.get(component, make(type, arguments)))
                                    .isNotSameAs(map);
                            Map<?, ?> copy = (Map<?, ?>) Values.get(component, make(type, arguments));
                            assertThatThrownBy(copy::clear).isInstanceOf(UnsupportedOperationException.class);
                        } else if (arguments[i] instanceof Collection<?> given) {
                            Collection<?> mine = given instanceof Set ? new HashSet<>(given) : new ArrayList<>(given);
                            arguments[i] = mine;
                            Object value = make(type, arguments);
                            mine.clear();
                            Collection<?> copy = (Collection<?>) Values.get(component, value);
                            assertThat(copy)
                                    .as("%s.%s", type, component.getName())
                                    .hasSameSizeAs(given);
                            assertThatThrownBy(copy::clear).isInstanceOf(UnsupportedOperationException.class);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> equalPartsMakeEqualRecords() {
        return records().stream()
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
                    Object one = make(type, Values.argumentsOf(type));
                    Object two = make(type, Values.argumentsOf(type));
                    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
                }));
    }

    static Object make(Class<?> type, @Nullable Object[] arguments) throws Throwable {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
