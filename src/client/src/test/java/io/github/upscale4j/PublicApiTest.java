package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The façade's public surface is {@code api.txt}: what changes it shows there, in the same commit. The generated packages are held
 * by the contract instead.
 */
class PublicApiTest {
    private static final Path CLASSES = Path.of("target/classes/io/github/upscale4j");
    private static final Path SURFACE = Path.of("api.txt");

    @Test
    void surfaceIsTheOneThatIsCheckedIn() throws Exception {
        String found = publicTypes().stream().map(PublicApiTest::surface).collect(Collectors.joining("\n"));

        assertEquals(Files.readString(SURFACE), found, () -> "if that is meant, src/client/api.txt becomes:\n" + found);
    }

    @Test
    void topLevelTypesAreAboutADozen() throws Exception {
        long types = publicTypes().stream()
                .filter(type -> type.getEnclosingClass() == null)
                .count();

        assertTrue(types >= 10 && types <= 13, types + " types");
    }

    private static List<Class<?>> publicTypes() throws Exception {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(CLASSES)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.equals("package-info.class")) {
                    Class<?> type = Class.forName("io.github.upscale4j." + name.replace(".class", ""));
                    if (Modifier.isPublic(type.getModifiers())) {
                        types.add(type);
                    }
                }
            }
        }
        return types;
    }

    private static String surface(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isPublic(field.getModifiers())) {
                members.add(field.toGenericString());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isPublic(constructor.getModifiers())) {
                members.add(constructor.toGenericString() + nullable(constructor.getParameters()));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isPublic(method.getModifiers()) && !method.isBridge() && !method.isSynthetic()) {
                boolean nullable = method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
                members.add(
                        (nullable ? "@Nullable " : "") + method.toGenericString() + nullable(method.getParameters()));
            }
        }
        members.sort(Comparator.naturalOrder());
        String parent = type.getGenericSuperclass() == null
                ? ""
                : " extends " + type.getGenericSuperclass().getTypeName();
        return shortened(
                type.toGenericString().replaceAll("static |(?:non-)?sealed ", "") /* of which JDK 17 says nothing */
                        + parent + "\n"
                        + members.stream().map(member -> "    " + member + "\n").collect(Collectors.joining()));
    }

    private static String nullable(Parameter[] parameters) {
        return Arrays.stream(parameters)
                        .anyMatch(parameter -> parameter.getAnnotatedType().isAnnotationPresent(Nullable.class))
                ? " // takes null"
                : "";
    }

    private static boolean isPublic(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String shortened(String text) {
        return text.replaceAll("\\b(?:[a-z][a-z0-9_]*\\.)+(?=[A-Z])", "");
    }
}
