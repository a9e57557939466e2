package io.chatguard;

/**
 * What processing of personal data rests on: the closed lists of Art. 6(1) and, for special categories, Art. 9(2) GDPR
 * (Regulation (EU) 2016/679). ChatGuard records what the application says; whether it holds is for a lawyer.
 */
public enum LegalBasis {
    CONSENT("6(1)(a)"),
    CONTRACT("6(1)(b)"),
    LEGAL_OBLIGATION("6(1)(c)"),
    VITAL_INTERESTS("6(1)(d)"),
    PUBLIC_TASK("6(1)(e)"),
    LEGITIMATE_INTERESTS("6(1)(f)"),
    EXPLICIT_CONSENT("9(2)(a)"),
    EMPLOYMENT_AND_SOCIAL_LAW("9(2)(b)"),
    /** Vital interests of somebody who cannot give consent. */
    VITAL_INTERESTS_OF_INCAPABLE("9(2)(c)"),
    NON_PROFIT_BODY("9(2)(d)"),
    /** Manifestly made public by the person. */
    MADE_PUBLIC("9(2)(e)"),
    LEGAL_CLAIMS("9(2)(f)"),
    SUBSTANTIAL_PUBLIC_INTEREST("9(2)(g)"),
    HEALTH_CARE("9(2)(h)"),
    PUBLIC_HEALTH("9(2)(i)"),
    ARCHIVING_AND_RESEARCH("9(2)(j)");

    private final String article;

    LegalBasis(String article) {
        this.article = article;
    }

    /** Article, paragraph and letter, such as {@code 6(1)(b)}. */
    public String article() {
        return article;
    }
}
