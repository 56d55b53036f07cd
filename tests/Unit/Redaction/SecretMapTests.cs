using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using BedrockPS.Redaction;
using Xunit;

namespace BedrockPS.Unit.Redaction;

public sealed class SecretMapTests
{
    private readonly SecretMap _map = new(RedactionSettings.Default.Patterns);

    [Fact]
    public void A_secret_has_one_name_wherever_it_stands()
    {
        _map.Search("Password=S3cret!pw;");
        _map.Search("AKIAIOSFODNN7EXAMPLE");
        _map.Search("pwd: S3cret!pw");

        Assert.Equal(2, _map.Count);
        Assert.Equal("1 AWS_ACCESS_KEY, 1 PASSWORD", _map.Summary);
        Assert.Equal("He typed [REDACTED_PASSWORD_1] there.", _map.Redact("He typed S3cret!pw there."));
    }

    [Fact]
    public void A_plain_word_is_replaced_only_where_it_is_a_password()
    {
        const string text = "Password=monday; the job runs on monday.";
        _map.Search(text);
        Assert.Equal("Password=[REDACTED_PASSWORD_1]; the job runs on monday.", _map.Redact(text));
    }

    [Fact]
    public void A_placeholder_the_text_had_already_is_not_taken_for_ones_own()
    {
        const string text = "Before: [REDACTED_PASSWORD_1]. password=hunter2";
        _map.Reserve(text);
        _map.Search(text);

        string redacted = _map.Redact(text);

        Assert.Equal("Before: [REDACTED_PASSWORD_1]. password=[REDACTED_PASSWORD_2]", redacted);
        Assert.Equal(text, _map.Restore(redacted));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_secret_goes_back_into_JSON_escaped(int depth)
    {
        const string secret = "-----BEGIN PRIVATE KEY-----\n\"a\\b\"\n-----END PRIVATE KEY-----";
        _map.Search(secret);
        string text = _map.Redact(secret);
        for (int i = 0; i < depth; i++)
        {
            text = JsonSerializer.Serialize(text);
        }

        text = _map.Restore(text, depth);

        for (int i = 0; i < depth; i++)
        {
            text = JsonSerializer.Deserialize<string>(text)!;
        }

        Assert.Equal(secret, text);
    }

    [Fact]
    public void Names_of_others_and_halves_of_names_stay()
    {
        _map.Search("password=hunter2");
        const string text = "[REDACTED_PASSWORD_12] [REDACTED_JWT_1] [REDACTED_PASSWORD_1 [[REDACTED_PASSWORD_1]] [REDACTED_";
        Assert.Equal("[REDACTED_PASSWORD_12] [REDACTED_JWT_1] [REDACTED_PASSWORD_1 [hunter2] [REDACTED_", _map.Restore(text));
    }

    [Fact]
    public void Two_secrets_that_overlap_become_one()
    {
        const string text = "password=AKIAIOSFODNN7EXAMPLE-and-more; x";
        _map.Search(text);
        string redacted = _map.Redact(text);
        Assert.Equal("password=[REDACTED_AWS_ACCESS_KEY_1]; x".Replace("AWS_ACCESS_KEY", _map.Summary.Split(' ')[1]), redacted);
        Assert.Equal(text, _map.Restore(redacted));
    }

    [Fact]
    public void A_placeholder_split_anywhere_between_pieces_is_put_back()
    {
        _map.Search("password=hunter2 AKIAIOSFODNN7EXAMPLE");
        const string text = "a [b] [REDACTED_PASSWORD_1][REDACTED_AWS_ACCESS_KEY_1] [REDACTED_X] [";
        const string expected = "a [b] hunter2AKIAIOSFODNN7EXAMPLE [REDACTED_X] [";
        for (int first = 0; first <= text.Length; first++)
        {
            for (int second = first; second <= text.Length; second++)
            {
                PlaceholderStream stream = new(_map, 0);
                string result = stream.Append(text[..first]) + stream.Append(text[first..second]) + stream.Append(text[second..]) + stream.Flush();
                Assert.Equal(expected, result);
            }
        }
    }

    [Fact]
    public void No_more_is_held_back_than_must_be()
    {
        _map.Search("password=hunter2");
        PlaceholderStream stream = new(_map, 0);
        List<string> given = [];
        foreach (string piece in new[] { "He wrote [", "1] and [REDACTED", " a lot], [REDACTED_PASSWORD_", "1] too" })
        {
            given.Add(stream.Append(piece));
        }

        Assert.Equal(["He wrote ", "[1] and ", "[REDACTED a lot], ", "hunter2 too"], given);
        Assert.Equal("", stream.Flush());
    }

    [Fact]
    public void One_character_at_a_time_gives_the_same()
    {
        _map.Search("password=hunter2");
        PlaceholderStream stream = new(_map, 0);
        StringBuilder result = new();
        foreach (char letter in "x[REDACTED_PASSWORD_1]y[REDACTED_PASSWORD_")
        {
            result.Append(stream.Append(letter.ToString()));
        }

        Assert.Equal("xhunter2y[REDACTED_PASSWORD_", result.Append(stream.Flush()).ToString());
    }
}
