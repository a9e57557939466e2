package io.chatguard.examples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.chatguard.examples.architecture.House.Module;
import java.util.ArrayList;
import java.util.List;

/** Which package may know which. */
final class Stack {
    private Stack() {}

    /** guard-api ← guard-redact ← guard-moderate ← guard-examples. */
    static ArchRule modulesKnowOnlyModulesBelow(House house) {
        Architectures.LayeredArchitecture stack = Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true);
        for (Module module : Module.values()) {
            stack = stack.layer(module.artifact).definedBy(house.module(module));
        }
        for (Module module : Module.values()) {
            List<String> above = new ArrayList<>();
            for (Module other : Module.values()) {
                if (other.compareTo(module) > 0) {
                    above.add(other.artifact);
                }
            }
            stack = above.isEmpty()
                    ? stack.whereLayer(module.artifact).mayNotBeAccessedByAnyLayer()
                    : stack.whereLayer(module.artifact).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
        }
        return stack.because("a module is usable without those above it");
    }

    /**
     * Rooms know each other in one direction only. A room is an internal package with all below it, or an API package;
     * {@code io.chatguard} and {@code .spi} are one room, since the vocabulary names its extension points and those the
     * vocabulary. An API package's own entry types (such as {@code Guard}) delegate into the rooms of their module:
     * these edges are left out here and held narrow by {@link #onlyEntryTypesEnterTheirInternals}.
     */
    static ArchRule roomsMakeNoCircle(House house) {
        return slices().assignedFrom(new Rooms(house))
                .should()
                .beFreeOfCycles()
                .ignoreDependency(
                        resideInAnyPackage(house.api()).and(entryTypes(house)), resideInAnyPackage(house.internals()))
                .allowEmptyShould(true)
                .because("each room has one reason to exist");
    }

    /** Values and extension points know nothing of the inside: only entry types delegate. */
    static ArchRule onlyEntryTypesEnterTheirInternals(House house) {
        return noClasses()
                .that(resideInAnyPackage(house.api())
                        .and(resideOutsideOfPackages(house.in(".testkit"), house.in(".redact.testkit")))
                        .and(DescribedPredicate.not(entryTypes(house))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(house.internals()))
                .allowEmptyShould(true)
                .because("what users hold must not drag the inside along; an entry type is added in " + Stack.class);
    }

    /** What is {@code internal} in one module is not used by another. */
    static ArchRule internalsStayInTheirModule(House house, Module module) {
        String inside = switch (module) {
            case API -> house.in(".internal..");
            case REDACT -> house.in(".redact.internal..");
            case MODERATE -> house.in(".moderate.internal..");
            case EXAMPLES -> house.in(".examples.internal..");
        };
        return noClasses()
                .that(resideOutsideOfPackages(house.module(module)).and(resideInAnyPackage(house.in(".."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inside)
                .allowEmptyShould(true)
                .because("internal packages of " + module.artifact + " change without notice");
    }

    /** The OpenAI SDK is optional: whoever guards another client does not have it on the class path. */
    static ArchRule onlyTheSeamKnowsTheSdk(House house) {
        return noClasses()
                .that(house.libraries())
                .and()
                .resideOutsideOfPackages(house.in(".openai.."), house.in(".internal.openai.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.openai..")
                .allowEmptyShould(true)
                .because("openai-java is an optional dependency, touched by the seam only");
    }

    /** Resilience4j does a part of one room of a module; its types are nobody else's vocabulary. */
    static ArchRule onlyResilienceKnowsResilience4j(House house) {
        return noClasses()
                .that(house.libraries())
                .and()
                .resideOutsideOfPackages(
                        house.in(".internal.resilience.."), house.in(".moderate.internal.resilience.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.resilience4j..")
                .allowEmptyShould(true)
                .because("what does the counting can be exchanged in one place of a module");
    }

    /** Types outside the libraries' API packages that are public would be API that nobody decided on. */
    static ArchRule publicTypesLiveInApiOrInternalPackages(House house) {
        return classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and(resideOutsideOfPackages(house.in(".examples..")))
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.resideInAnyPackage(
                        concat(house.api(), house.internals())))
                .allowEmptyShould(true)
                .because("a public type is either API or internal");
    }

    /** The types through which a user enters; each hands over to the rooms of its module. */
    private static DescribedPredicate<JavaClass> entryTypes(House house) {
        List<String> names = List.of(
                house.in(".Guard"),
                house.in(".Policy"),
                house.in(".AuditTrail"),
                house.in(".openai.GuardedOpenAI"),
                house.in(".redact.Redaction"),
                house.in(".redact.RuleCatalog"),
                house.in(".redact.CustomRule"),
                house.in(".redact.CustomTerms"),
                house.in(".redact.VaultFile"),
                house.in(".redact.VaultUpkeep"),
                house.in(".moderate.Guardrails"));
        return DescribedPredicate.describe("entry types", c -> names.contains(House.topLevelName(c)));
    }

    private static String[] concat(String[] some, String[] more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Assigns a class to its room. */
    private record Rooms(House house) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            if (!name.equals(house.root()) && !name.startsWith(house.in("."))) {
                return SliceIdentifier.ignore();
            }
            String below = name.substring(house.root().length());
            if (below.isEmpty() || below.equals(".spi")) {
                return SliceIdentifier.of("vocabulary");
            }
            int inside = below.indexOf(".internal.");
            if (inside < 0) {
                return SliceIdentifier.of(below.substring(1));
            }
            int room = below.indexOf('.', inside + ".internal.".length());
            return SliceIdentifier.of(room < 0 ? below.substring(1) : below.substring(1, room));
        }

        @Override
        public String getDescription() {
            return "rooms";
        }
    }
}
