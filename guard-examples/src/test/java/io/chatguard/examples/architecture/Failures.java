package io.chatguard.examples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Exceptions carry no text. Whether a sentence quotes a prompt cannot be read off a class file; the ways in which text
 * gets into an exception can: another exception as cause, another exception's message, a free string handed to one of
 * our own. The canary tests of each module look at what is thrown.
 */
final class Failures {
    private Failures() {}

    /** {@code GuardException} is the one exception that users meet. */
    static ArchRule oneExceptionIsPublicApi(House house) {
        return classes()
                .that(house.apiTypes())
                .and()
                .areAssignableTo(Throwable.class)
                .and()
                .arePublic()
                .should()
                .haveFullyQualifiedName(house.in(".GuardException"))
                .allowEmptyShould(true)
                .because("callers catch one exception, and it is text-free");
    }

    /**
     * An own exception says what happened by constants and numbers: it is final, nobody outside its package constructs
     * it, and no constructor takes text or another exception. Two are named here: one turns another exception into
     * something harmless, the other is a signal within the chain, whose message is a constant.
     */
    static ArchRule ownExceptionsAreMadeOfConstantsAndNumbers(House house) {
        Set<String> named = Set.of(house.in(".StageFailure"), house.in(".internal.chain.AskAgainSignal"));
        return classes()
                .that(house.libraries())
                .and()
                .areAssignableTo(Throwable.class)
                .should(new ArchCondition<>("be final, not constructible from elsewhere, and take no text or cause") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!type.getModifiers().contains(JavaModifier.FINAL)) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " is not final"));
                        }
                        for (JavaConstructor constructor : type.getConstructors()) {
                            if (constructor.getModifiers().contains(JavaModifier.PUBLIC)
                                    || constructor.getModifiers().contains(JavaModifier.PROTECTED)) {
                                events.add(SimpleConditionEvent.violated(
                                        type, constructor.getFullName() + " is open to other packages"));
                            }
                            for (JavaClass parameter : constructor.getRawParameterTypes()) {
                                if (mayHoldText(parameter) && !named.contains(type.getName())) {
                                    events.add(SimpleConditionEvent.violated(
                                            type, constructor.getFullName() + " takes a " + parameter.getName()));
                                }
                            }
                        }
                    }
                })
                .allowEmptyShould(true);
    }

    /**
     * A cause is printed with its message and its own causes, and a parser's message quotes what it parsed. (Suppressed
     * exceptions are not looked at: compilers write {@code addSuppressed} into each try-with-resources.)
     */
    static ArchRule noForeignExceptionBecomesACause(House house) {
        DescribedPredicate<JavaCall<?>> handsOnAnException = DescribedPredicate.describe(
                "hand an exception on as cause",
                call -> isThrowable(call.getTargetOwner())
                        && (call.getName().equals("<init>") || call.getName().equals("initCause"))
                        && call.getTarget().getRawParameterTypes().stream().anyMatch(Failures::isThrowable)
                        && !call.getTargetOwner().isAssignableTo(java.util.concurrent.CompletionException.class)
                        && !(isThrowable(call.getOriginOwner()) && isOwn(house, call.getOriginOwner()))
                        && !isOwn(house, call.getTargetOwner()));
        return noClasses()
                .that(house.libraries())
                .should()
                .callCodeUnitWhere(handsOnAnException)
                .allowEmptyShould(true)
                .because("GuardException keeps the class and the stack trace of a failure, and nothing it says");
    }

    /**
     * The message of an exception that somebody else made may quote a prompt. The reader of policy files is let off: what
     * it parses was written by whoever reads its errors.
     */
    static ArchRule nobodyReadsForeignMessages(House house) {
        Set<String> tellers = Set.of("getMessage", "getLocalizedMessage", "toString", "printStackTrace");
        DescribedPredicate<JavaCall<?>> reads = DescribedPredicate.describe(
                "read the message of an exception",
                call -> isThrowable(call.getTargetOwner())
                        && tellers.contains(call.getName())
                        && !isOwn(house, call.getTargetOwner()));
        return noClasses()
                .that(house.libraries())
                .and()
                .resideOutsideOfPackage(house.in(".internal.policy.."))
                .should()
                .callCodeUnitWhere(reads)
                .allowEmptyShould(true)
                .because("name the class of a failure; its message may quote what was being processed");
    }

    /** A logger prints an exception with its message and all its causes. */
    static ArchRule nobodyLogsExceptions(House house) {
        DescribedPredicate<JavaCall<?>> logs = DescribedPredicate.describe(
                "hand an exception to a logger",
                call -> call.getTargetOwner().getPackageName().startsWith("org.slf4j")
                        && call.getTarget().getRawParameterTypes().stream().anyMatch(Failures::isThrowable));
        return noClasses()
                .that(house.libraries())
                .should()
                .callCodeUnitWhere(logs)
                .allowEmptyShould(true)
                .because("name the class of a failure; its message may quote what was being processed");
    }

    /** An SDK retries an {@code IOException}: what a guard refused would be sent again. */
    static ArchRule noOwnExceptionIsAnIoException(House house) {
        return noClasses()
                .that(house.libraries())
                .should()
                .beAssignableTo(IOException.class)
                .orShould()
                .beAssignableTo(UncheckedIOException.class)
                .allowEmptyShould(true)
                .because("HTTP clients retry on it");
    }

    private static boolean isThrowable(JavaClass type) {
        return type.isAssignableTo(Throwable.class);
    }

    private static boolean isOwn(House house, JavaClass type) {
        return type.getPackageName().equals(house.root())
                || type.getPackageName().startsWith(house.in("."));
    }

    private static boolean mayHoldText(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return base.isAssignableTo(CharSequence.class)
                || isThrowable(base)
                || base.isEquivalentTo(Object.class)
                || base.isAssignableTo(Iterable.class)
                || base.isAssignableTo(java.util.Map.class)
                || (type.isArray() && (base.isEquivalentTo(char.class) || base.isEquivalentTo(byte.class)));
    }
}
