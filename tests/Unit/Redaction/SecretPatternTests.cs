using System;
using System.Linq;
using BedrockPS.Redaction;
using Xunit;

namespace BedrockPS.Unit.Redaction;

public sealed class SecretPatternTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

    // The secret stands between « and », which are taken out.
    public static TheoryData<string> Secrets =>
    [
        "key «AKIAIOSFODNN7EXAMPLE» is old",
        "«ASIAIOSFODNN7EXAMPLE»",
        $"«AKIAIOSFODNN7EXAMPLE»,«{Secret}»",
        $"key «AKIAIOSFODNN7EXAMPLE» secret «{Secret}»",
        $"key «AKIAIOSFODNN7EXAMPLE» with the secret of «{Secret}», which is new",
        $"and the secret key is «{Secret}».",
        $"aws_secret_access_key = «{Secret}»",
        $"AWS_SECRET_ACCESS_KEY=«{Secret}»",
        $"{{\"SecretAccessKey\": \"«{Secret}»\"}}",
        $"aws_session_token=«{new string('A', 100)}»",
        "curl -H 'Authorization: Bearer «abcdefghijklmnop1234»'",
        "Authorization: Basic «dXNlcjpwYXNzd29yZA==»",
        $"the token «{Jwt}» has expired",
        $"«bedrock-api-key-{new string('b', 40)}»",
        "«ghp_abcdefghijklmnopqrstuvwxyz0123456789»",
        "«glpat-abcdefghij0123456789»",
        "«xoxb-123456789012-abcdefghijkl»",
        "use «sk-ant-api03-abcdefghijklmnopqrst» here",
        "https://hooks.slack.com/services/«T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX»",
        "https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=«0123456789abcdef0123»&x=1",
        "Server=db;User Id=sa;Password=«S3cret!pw»;Encrypt=true",
        "Server=db;Pwd=«hunter2»;",
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=«abc123+/def456==»;EndpointSuffix=x",
        "postgres://admin:«p@ss-w0rd»@db.example.com:5432/app",
        "https://user:«hunter2»@example.com/x",
        "redis://:«hunter2»@cache:6379",
        "password: \"«correct horse battery»\"",
        "$env:DB_PASSWORD = '«it''s»",
        "{\"password\":\"«a\\\"b»\",\"user\":\"x\"}",
        "{\"text\":\"{\\\"password\\\":\\\"«hunter2»\\\"}\"}",
        "client_secret=«abcd1234»&grant_type=x",
        "<Password>«hunter2»</Password>",
        "<add name=\"db_password\">x</add> <db:password>«hunter2»</db:password>",
        "ConvertTo-SecureString '«hunter2»' -AsPlainText -Force",
        "sqlcmd -U sa --password «hunter2» -S db",
        "api_key: «0123456789abcdef»",
        "«-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----» and more",
        "«-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAA»",
    ];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_is_found_and_nothing_around_it(string marked)
    {
        // 'it''s» has no end: everything after the first quote up to the next.
        string text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        string[] expected = marked.Contains("it''s", StringComparison.Ordinal)
            ? ["it"]
            : [.. marked.Split('«').Skip(1).Select(static part => part[..part.IndexOf('»', StringComparison.Ordinal)])];
        SecretMap map = Map();

        map.Search(text);

        Assert.Equal(expected, map.Secrets.Values);
        string redacted = map.Redact(text);
        Assert.All(expected, secret => Assert.DoesNotContain(secret, redacted, StringComparison.Ordinal));
        Assert.Equal(text, map.Restore(redacted));
    }

    [Theory]
    [InlineData("")]
    [InlineData("The password must have at least eight characters.")]
    [InlineData("Reset the password, then sign in.")]
    [InlineData("max_tokens: 500, TotalTokens: 12")]
    [InlineData("$cred = Get-Credential; Connect-X -Password $cred.Password")]
    [InlineData("password = $env:PW; token=${TOKEN}; secret: {{ secret }}; key=%KEY%")]
    [InlineData("Password: ********")]
    [InlineData("password=[REDACTED_PASSWORD_1]")]
    [InlineData("arn:aws:iam::123456789012:role/AKIA")]
    [InlineData("commit 3f786850e387550fdab836ed7e6dc881de23001b")]
    [InlineData("https://example.com/a?b=c#d")]
    [InlineData("see http://host:8080/path@1")]
    [InlineData("The bearer of this letter may enter.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----")]
    public void What_is_no_secret_stays(string text)
    {
        SecretMap map = Map();
        map.Search(text);
        Assert.Empty(map.Secrets.Values);
        Assert.Equal(text, map.Redact(text));
    }

    [Fact]
    public void A_long_text_is_searched_in_time()
    {
        string text = string.Concat(Enumerable.Repeat("The quick brown fox: password reset, token count 5, key=value; jumps over http://example.com/a b\n", 10_000));
        SecretMap map = Map();
        map.Search(text);
        map.Redact(text);
    }

    [Fact]
    public void A_pattern_that_takes_too_long_keeps_the_text_from_being_sent()
    {
        RedactionSettings settings = RedactionSettings.With(["(a+)+$"]);
        BedrockException error = Assert.Throws<BedrockException>(() => new SecretMap(settings.Patterns).Search(new string('a', 50) + "!"));
        Assert.Equal("RedactionFailed", error.Code);
        Assert.DoesNotContain("aaa", error.Message);
    }

    [Fact]
    public void A_group_named_secret_is_the_secret_of_a_pattern()
    {
        SecretMap map = new(RedactionSettings.With(["badge (?<secret>[0-9]{4})", "EMP-[0-9]+"]).Patterns);
        const string text = "badge 1234 of EMP-77, 1234 others";

        map.Search(text);

        Assert.Equal("badge [REDACTED_CUSTOM_1] of [REDACTED_CUSTOM_2], 1234 others", map.Redact(text));
    }

    private static SecretMap Map() => new(RedactionSettings.Default.Patterns);
}
