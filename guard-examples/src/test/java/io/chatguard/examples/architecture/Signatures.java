package io.chatguard.examples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a user sees of a type: its supertypes, its public and protected members, with all type arguments. */
final class Signatures {
    private static final String[] OTHERS = {
        "com.fasterxml.jackson..",
        "com.google.common..",
        "com.google.i18n..",
        "io.github.resilience4j..",
        "kotlin..",
        "org.yaml.."
    };

    private Signatures() {}

    /** An internal type in a signature would be API by the back door; a library's type would bind users to its version. */
    static ArchRule nameNoInternalOrForeignType(House house) {
        DescribedPredicate<JavaClass> hidden =
                resideInAnyPackage(house.internals()).or(resideInAnyPackage(OTHERS));
        return classes()
                .that(house.apiTypes())
                .and(DescribedPredicate.describe("a user can name", Signatures::visible))
                .should(nameOnly(hidden, "an internal type or one of Jackson, Guava, Resilience4j, Kotlin"))
                .allowEmptyShould(true);
    }

    /** A user cannot write down a type that is not public. */
    static ArchRule nameOnlyPublicTypes(House house) {
        DescribedPredicate<JavaClass> ours = resideInAnyPackage(house.in(".."));
        return classes()
                .that(house.apiTypes())
                .and(DescribedPredicate.describe("a user can name", Signatures::visible))
                .should(nameOnly(
                        ours.and(DescribedPredicate.describe("hidden", c -> !visible(c))), "a type that is not public"))
                .allowEmptyShould(true);
    }

    /** Public, with all its enclosing types. */
    static boolean visible(JavaClass type) {
        return open(type.getModifiers())
                && type.getEnclosingClass().map(Signatures::visible).orElse(true);
    }

    private static boolean open(Set<JavaModifier> modifiers) {
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static ArchCondition<JavaClass> nameOnly(DescribedPredicate<JavaClass> unwanted, String what) {
        return new ArchCondition<>("not name " + what + " in a signature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                List<JavaType> supertypes = new ArrayList<>(type.getInterfaces());
                type.getSuperclass().ifPresent(supertypes::add);
                supertypes.addAll(bounds(type.getTypeParameters()));
                report(type, type.getName(), supertypes, events);
                for (JavaMember member : type.getMembers()) {
                    if (open(member.getModifiers())) {
                        report(type, member.getFullName(), typesOf(member), events);
                    }
                }
            }

            private void report(JavaClass type, String where, List<JavaType> types, ConditionEvents events) {
                Set<String> found = new TreeSet<>();
                for (JavaType t : types) {
                    for (JavaClass raw : t.getAllInvolvedRawTypes()) {
                        Optional.of(raw.getBaseComponentType()).filter(unwanted).ifPresent(c -> found.add(c.getName()));
                    }
                }
                for (String name : found) {
                    events.add(SimpleConditionEvent.violated(type, where + " names " + name));
                }
            }
        };
    }

    private static List<JavaType> typesOf(JavaMember member) {
        List<JavaType> types = new ArrayList<>();
        if (member instanceof JavaField field) {
            types.add(field.getType());
        } else if (member instanceof JavaCodeUnit code) {
            types.add(code.getReturnType());
            types.addAll(code.getParameterTypes());
            types.addAll(bounds(code.getTypeParameters()));
            types.addAll(code.getExceptionTypes());
        }
        return types;
    }

    private static List<JavaType> bounds(List<? extends JavaTypeVariable<?>> variables) {
        List<JavaType> bounds = new ArrayList<>();
        variables.forEach(v -> bounds.addAll(v.getUpperBounds()));
        return bounds;
    }
}
