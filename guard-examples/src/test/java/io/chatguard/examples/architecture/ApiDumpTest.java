package io.chatguard.examples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The public API is what the committed dumps say: a change of API is a diff that somebody reads. */
class ApiDumpTest {
    private static final JavaClasses SHIPPED = House.shipped();

    /** The dumps, in the module whose API they show. */
    enum Dump {
        API("guard-api/src/api/guard-api.txt", "", ".spi", ".openai"),
        API_TESTKIT("guard-api/src/api/guard-api-testkit.txt", ".testkit"),
        REDACT("guard-redact/src/api/guard-redact.txt", ".redact"),
        REDACT_TESTKIT("guard-redact/src/api/guard-redact-testkit.txt", ".redact.testkit"),
        MODERATE("guard-moderate/src/api/guard-moderate.txt", ".moderate");

        private final String file;
        private final List<String> packages;

        Dump(String file, String... packages) {
            this.file = file;
            this.packages = List.of(packages);
        }

        /** The tests of a module run with the module's folder as working directory. */
        Path path() {
            return Path.of("..").resolve(file);
        }

        List<Class<?>> types() throws ClassNotFoundException {
            List<Class<?>> types = new ArrayList<>();
            for (String name : packages) {
                for (JavaClass c : SHIPPED.that(resideInAPackage(House.REAL.in(name)))) {
                    if (Signatures.visible(c)) {
                        types.add(Class.forName(c.getName(), false, ApiDumpTest.class.getClassLoader()));
                    }
                }
            }
            return types;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCommittedDumpIsTheApi(Dump dump) throws IOException, ClassNotFoundException {
        String now = ApiDump.of(dump.types());
        // A module without a public type yet has no file.
        if (Boolean.getBoolean("chatguard.api.update") && (!now.isEmpty() || Files.exists(dump.path()))) {
            Files.createDirectories(dump.path().getParent());
            Files.writeString(dump.path(), now);
        }
        assertThat(Files.exists(dump.path()) ? Files.readString(dump.path()) : "")
                .as(
                        "the public API in %s; if the change is meant, add -Dchatguard.api.update=true and commit the file",
                        dump.file)
                .isEqualTo(now);
    }

    @ParameterizedTest
    @EnumSource
    void noNullGoesInOrOut(Dump dump) throws ClassNotFoundException {
        List<String> nullable = new ArrayList<>();
        for (Class<?> type : dump.types()) {
            for (Method m : type.getDeclaredMethods()) {
                if (Modifier.isPublic(m.getModifiers()) && isNullable(m)) {
                    nullable.add(m.toGenericString());
                }
            }
        }
        assertThat(nullable).isEmpty();
    }

    private static boolean isNullable(Method m) {
        List<AnnotatedElement> seen = new ArrayList<>(List.of(m.getAnnotatedParameterTypes()));
        seen.add(m.getAnnotatedReturnType());
        return seen.stream().anyMatch(t -> t.isAnnotationPresent(Nullable.class));
    }
}
