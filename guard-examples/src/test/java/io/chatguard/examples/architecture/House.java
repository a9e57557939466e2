package io.chatguard.examples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;

/**
 * The package layout below a root. The real one stands below {@code io.chatguard}; the rules take the root as a
 * parameter so that a small, badly built house can show that each of them bites.
 */
record House(String root) {
    static final House REAL = new House("io.chatguard");
    static final House BAD = new House("io.chatguard.examples.architecture.bad");

    /** The classes that are shipped, test kits included; the tests themselves are not. */
    static JavaClasses shipped() {
        return new ClassFileImporter()
                .withImportOption(House::isShipped)
                .importPackages(REAL.root())
                .that(DescribedPredicate.not(DescribedPredicate.describe(
                        "tests", c -> topLevelName(c).endsWith("Test"))));
    }

    /** The badly built house. */
    static JavaClasses bad() {
        return new ClassFileImporter().importPackages(BAD.root());
    }

    /** A test kit is compiled beside the tests of its module, so its place alone does not tell it from them. */
    private static boolean isShipped(Location location) {
        return !location.contains("/test-classes/")
                || location.contains("/test-classes/io/chatguard/testkit/")
                || location.contains("/test-classes/io/chatguard/redact/testkit/");
    }

    /** The full name of the file's type that a class stands in. */
    static String topLevelName(JavaClass type) {
        return type.getEnclosingClass().map(House::topLevelName).orElse(type.getName());
    }

    String in(String rest) {
        return root + rest;
    }

    /** Packages whose public types users write in their own code. */
    String[] api() {
        return new String[] {
            root, in(".spi"), in(".openai"), in(".redact"), in(".moderate"), in(".testkit"), in(".redact.testkit")
        };
    }

    /** Packages that nobody outside their module names. */
    String[] internals() {
        return new String[] {in(".internal.."), in(".redact.internal.."), in(".moderate.internal..")};
    }

    /** The packages of each module; the bottom of the stack has no name of its own in its packages. */
    String[] module(Module module) {
        return switch (module) {
            case API -> new String[] {root, in(".spi.."), in(".openai.."), in(".internal.."), in(".testkit..")};
            case REDACT -> new String[] {in(".redact..")};
            case MODERATE -> new String[] {in(".moderate..")};
            case EXAMPLES -> new String[] {in(".examples..")};
        };
    }

    /** The classes a user's application runs in production: the libraries without their test kits. */
    DescribedPredicate<JavaClass> libraries() {
        return resideInAnyPackage(in(".."))
                .and(resideOutsideOfPackages(in(".testkit.."), in(".redact.testkit.."), in(".examples..")))
                .as("classes of the libraries");
    }

    DescribedPredicate<JavaClass> apiTypes() {
        return resideInAnyPackage(api()).as("classes in API packages");
    }

    /** The modules, lowest first. */
    enum Module {
        API("guard-api"),
        REDACT("guard-redact"),
        MODERATE("guard-moderate"),
        EXAMPLES("guard-examples");

        final String artifact;

        Module(String artifact) {
            this.artifact = artifact;
        }
    }
}
