using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace BedrockPS.Redaction;

/// <summary>The forms of secrets that are known, the surest first.</summary>
internal static class SecretPatterns
{
    // What a secret is called, at the end of a name: db_password, clientSecret, AWS_SECRET_ACCESS_KEY.
    private const string Name =
        "(?:password|passwd|pwd|passphrase|secret[_ -]?access[_ -]?key|account[_ -]?key|shared[_ -]?access[_ -]?key|access[_ -]?key|client[_ -]?secret"
        + "|app[_ -]?secret|secret[_ -]?key|private[_ -]?key|api[_ -]?key|auth[_ -]?key|encryption[_ -]?key|access[_ -]?token|refresh[_ -]?token|auth[_ -]?token|session[_ -]?token"
        + "|id[_ -]?token|bot[_ -]?token|secret|token|credential)";

    // In quotes whose own quotes are escaped, as in JSON within JSON; in quotes with escapes, as JSON and most languages have them;
    // or bare up to what ends a value.
    private const string Value =
        @"(?:\\""(?<secret>[^""\\\r\n]+)\\""|""(?<secret>(?:[^""\\\r\n]|\\.)+)""|'(?<secret>[^'\r\n]+)'|(?<secret>[^\s""'`;,&<>(){}\[\]]{4,}))";

    private static readonly Lazy<IReadOnlyList<SecretPattern>> s_builtIn = new(Build);

    private static readonly Regex s_name = new("(?i)" + Name + "$", RegexOptions.CultureInvariant, SecretPattern.KnownLimit);

    public static IReadOnlyList<SecretPattern> BuiltIn => s_builtIn.Value;

    /// <summary>A member called so holds a secret: Password, clientSecret, api_key.</summary>
    public static bool IsSecretName(string name) => name.Length <= 100 && s_name.IsMatch(name);

    private static IReadOnlyList<SecretPattern> Build() =>
    [
        // An end that is missing has been cut off: all that follows may be the key.
        new("PRIVATE_KEY", @"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|\z)"),
        new("AWS_ACCESS_KEY", "(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),

        // Forty characters beside an access key id, as in the files the console hands out, or a word or two further.
        new("AWS_SECRET_KEY", @"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}[\s""',;:|/]{1,8}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"),
        new("AWS_SECRET_KEY", @"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])[^\r\n]{1,60}?(?<![A-Za-z0-9/+])(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"),
        new("AWS_SECRET_KEY", @"(?i)(?:secret[_ -]?(?:access[_ -]?)?key|aws[_ -]?secret)\w*(?:[""'\s:=>]{1,12}|\s(?:is|was|of|to|be|now)\s+[""']?)(?-i)(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"),
        new("AWS_SESSION_TOKEN", @"(?i)(?:session|security)[_ -]?token[""'\s:=>]{1,12}(?-i)(?<secret>[A-Za-z0-9/+=]{80,})"),
        new("AWS_API_KEY", @"(?:bedrock-api-key-[A-Za-z0-9+/_=-]{20,}|(?<![A-Za-z0-9])ABSK[A-Za-z0-9+/]{60,}={0,2})"),
        new("SIGNATURE", @"(?i)[?&](?:X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|sig|signature)=(?-i)(?<secret>[A-Za-z0-9%/+=_.-]{16,})"),

        new("JWT", @"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]{4,}){1,4}"),
        new("TOKEN", @"(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{40,}|glpat-[A-Za-z0-9_-]{20,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{20,})"),
        new("TOKEN", @"(?<![A-Za-z0-9])(?:AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{40,})"),
        new("TOKEN", @"(?<![A-Za-z0-9])(?:hf_[A-Za-z0-9]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|dop_v1_[a-f0-9]{64}|hv[sb]\.[A-Za-z0-9_-]{20,}|lin_api_[A-Za-z0-9]{30,}|PMAK-[a-f0-9-]{40,})"),
        new("WEBHOOK", @"https://(?:hooks\.slack\.com/(?:services|workflows)/(?<secret>[A-Za-z0-9/_-]{20,})|(?:\w+\.)?discord(?:app)?\.com/api/webhooks/(?<secret>[A-Za-z0-9/_-]{20,}))"),
        new("TOKEN", @"(?i)authorization[""']?\s*[:=]\s*[""']?(?:(?:basic|bearer|token|negotiate|apikey)\s+)?(?-i)(?<secret>[A-Za-z0-9._~+/=-]{8,})", needsCare: true),
        new("TOKEN", @"(?i)\bbearer\s+(?-i)(?<secret>[A-Za-z0-9._~+/-]{16,}=*)", needsCare: true),

        // user:password@host: the password ends at the last @ before the host.
        new("PASSWORD", @"(?i)\b[a-z][a-z0-9+.-]{1,30}://[^\s/:@""'<>]*:(?<secret>[^\s/""'<>]+)@", needsCare: true),
        new("PASSWORD", @"(?i)ConvertTo-SecureString\s+(?:-String\s+)?(?:""(?<secret>[^""\r\n]+)""|'(?<secret>[^'\r\n]+)')", needsCare: true),
        new("PASSWORD", $@"(?i){Name}\\?[""']?\s*(?:=>|:=|==|=|:)\s*{Value}", needsCare: true),
        new("PASSWORD", $@"(?i)<(?<name>[\w:.-]*{Name})>(?<secret>[^<>\r\n]+)</\k<name>>", needsCare: true),
        new("PASSWORD", $@"(?i)(?<=\s)--?[\w-]*{Name}\s+(?![-$])(?:""(?<secret>[^""\r\n]+)""|'(?<secret>[^'\r\n]+)'|(?<secret>[^\s""'`;,|(){{}}]{{4,}}))", needsCare: true),
    ];
}
