package io.chatguard.examples.architecture;

import com.tngtech.archunit.lang.ArchRule;
import io.chatguard.examples.architecture.House.Module;
import java.util.function.Function;

/**
 * Every rule, with the class of the badly built house that breaks it. A rule is added here, and its breaker below
 * {@code bad}: a constant without a breaker that is reported does not pass.
 */
enum HouseRules {
    MODULES_KNOW_ONLY_MODULES_BELOW("spi.KnowsTheModuleAbove", Stack::modulesKnowOnlyModulesBelow),
    ROOMS_MAKE_NO_CIRCLE("internal.left.Left", Stack::roomsMakeNoCircle),
    ONLY_ENTRY_TYPES_ENTER_THEIR_INTERNALS("spi.DragsTheInsideAlong", Stack::onlyEntryTypesEnterTheirInternals),
    INTERNALS_OF_API_STAY("redact.UsesAnothersInternals", h -> Stack.internalsStayInTheirModule(h, Module.API)),
    INTERNALS_OF_REDACT_STAY("moderate.UsesRedactsInternals", h -> Stack.internalsStayInTheirModule(h, Module.REDACT)),
    INTERNALS_OF_MODERATE_STAY(
            "examples.UsesModeratesInternals", h -> Stack.internalsStayInTheirModule(h, Module.MODERATE)),
    ONLY_THE_SEAM_KNOWS_THE_SDK("internal.left.KnowsTheSdk", Stack::onlyTheSeamKnowsTheSdk),
    ONLY_RESILIENCE_KNOWS_RESILIENCE4J("internal.left.KnowsResilience4j", Stack::onlyResilienceKnowsResilience4j),
    PUBLIC_TYPES_LIVE_IN_API_OR_INTERNAL_PACKAGES("redact.hidden.Stray", Stack::publicTypesLiveInApiOrInternalPackages),
    SIGNATURES_NAME_NO_INTERNAL_TYPE("spi.NamesAnInternalType", Signatures::nameNoInternalOrForeignType),
    SIGNATURES_NAME_NO_INTERNAL_TYPE_ARGUMENT("spi.NamesAnInternalArgument", Signatures::nameNoInternalOrForeignType),
    SIGNATURES_NAME_NO_INTERNAL_SUPERTYPE("spi.HasAnInternalSupertype", Signatures::nameNoInternalOrForeignType),
    SIGNATURES_NAME_NO_INTERNAL_BOUND("spi.HasAnInternalBound", Signatures::nameNoInternalOrForeignType),
    SIGNATURES_NAME_NO_FOREIGN_TYPE("spi.NamesAForeignType", Signatures::nameNoInternalOrForeignType),
    SIGNATURES_NAME_NO_FOREIGN_EXCEPTION("spi.ThrowsAForeignException", Signatures::nameNoInternalOrForeignType),
    SIGNATURES_NAME_ONLY_PUBLIC_TYPES("spi.NamesAHiddenType", Signatures::nameOnlyPublicTypes),
    ONE_EXCEPTION_IS_PUBLIC_API("spi.SecondException", Failures::oneExceptionIsPublicApi),
    OWN_EXCEPTIONS_ARE_FINAL("internal.left.OpenException", Failures::ownExceptionsAreMadeOfConstantsAndNumbers),
    OWN_EXCEPTIONS_TAKE_NO_TEXT(
            "internal.left.TalkativeException", Failures::ownExceptionsAreMadeOfConstantsAndNumbers),
    OWN_EXCEPTIONS_TAKE_NO_CAUSE("internal.left.ChainedException", Failures::ownExceptionsAreMadeOfConstantsAndNumbers),
    NO_FOREIGN_EXCEPTION_BECOMES_A_CAUSE("internal.left.WrapsTheCause", Failures::noForeignExceptionBecomesACause),
    NOBODY_READS_FOREIGN_MESSAGES("internal.left.RepeatsTheMessage", Failures::nobodyReadsForeignMessages),
    NOBODY_LOGS_EXCEPTIONS("internal.left.LogsTheException", Failures::nobodyLogsExceptions),
    NO_OWN_EXCEPTION_IS_AN_IO_EXCEPTION("internal.left.RetriedException", Failures::noOwnExceptionIsAnIoException),
    NOTHING_HANGS_ON_A_THREAD("internal.left.HangsOnTheThread", Threads::nothingHangsOnAThread),
    NOBODY_READS_THREAD_LOCALS("internal.left.HangsOnTheThread", Threads::nobodyReadsThreadLocals),
    NOBODY_PRINTS("internal.left.Prints", Threads::nobodyPrints);

    /** The class that breaks the rule, below the root of the badly built house. */
    final String breaker;

    private final Function<House, ArchRule> rule;

    HouseRules(String breaker, Function<House, ArchRule> rule) {
        this.breaker = breaker;
        this.rule = rule;
    }

    ArchRule in(House house) {
        return rule.apply(house);
    }
}
