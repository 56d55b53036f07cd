using System;
using System.Collections.Generic;
using System.Text;
using BedrockPS.Engine;
using BedrockPS.Engine.Signing;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>Signatures that others have computed: AWS's published suite, and a public SDK for Bedrock's doubly encoded paths.</summary>
public class SignatureTests
{
    private static readonly KeySet s_keys = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);
    private static readonly SigningScope s_suite = new(s_keys, new DateTime(2015, 8, 30, 12, 36, 0, DateTimeKind.Utc), "us-east-1", "service");

    public static TheoryData<string, string, string, string, string> Suite => new()
    {
        { "/", "", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
        { "", "", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
        { "/ሴ", "", "", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
        { "/example space/", "", "", "", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741" },
        {
            "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "", "", "",
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"
        },
        { "/", "ሴ=bar", "", "", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04" },
        { "/", "Param2=value2&Param1=value1", "", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
        {
            "/", "", "My-Header1: value1\nMy-Header2: \"a   b   c\"", "",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
        },
        {
            "/", "", "X-Amz-Security-Token:6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267", "",
            "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"
        },
        {
            "/", "",
            "Content-Type:application/x-www-form-urlencoded\nContent-Length:13\n"
            + "x-amz-content-sha256:9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
            "Param1=value1", "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"
        },
    };

    [Theory]
    [MemberData(nameof(Suite))]
    public void The_published_signatures_come_out(string path, string query, string headers, string body, string signature)
    {
        List<KeyValuePair<string, string>> pairs = [];
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            pairs.Add(new KeyValuePair<string, string>(pair.Split('=')[0], pair.Split('=')[1]));
        }

        List<KeyValuePair<string, string>> signed =
        [
            new KeyValuePair<string, string>("Host", "example.amazonaws.com"),
            new KeyValuePair<string, string>("X-Amz-Date", "20150830T123600Z"),
        ];
        foreach (string line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            signed.Add(new KeyValuePair<string, string>(line.Split(':')[0], line.Split(':', 2)[1]));
        }

        string value = SigV4Signer.Sign(body.Length == 0 ? "GET" : "POST", path, pairs, signed, Encoding.UTF8.GetBytes(body), s_suite);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=", value);
        Assert.EndsWith("Signature=" + signature, value);
    }

    [Fact]
    public void A_path_with_an_encoded_arn_is_encoded_once_more()
    {
        SigningScope scope = new(s_keys, new DateTime(2025, 7, 14, 9, 8, 7, DateTimeKind.Utc), "eu-central-1", "bedrock");
        string value = SigV4Signer.Sign(
            "POST",
            "/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Ainference-profile%2Feu.amazon.nova-lite-v1%3A0/converse",
            [],
            [
                new KeyValuePair<string, string>("host", "bedrock-runtime.eu-central-1.amazonaws.com"),
                new KeyValuePair<string, string>("Content-Type", "application/json"),
                new KeyValuePair<string, string>("X-Amz-Date", scope.Timestamp),
            ],
            Encoding.UTF8.GetBytes("{\"messages\":[]}"),
            scope);
        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20250714/eu-central-1/bedrock/aws4_request, "
            + "SignedHeaders=content-type;host;x-amz-date, "
            + "Signature=35aba36b8f822c34c4fda02b6383a3ba945030b697dcff8ddc9ac147de45cb6e",
            value);
    }

    [Fact]
    public void Repeated_query_names_are_ordered_by_value()
    {
        SigningScope scope = new(s_keys, new DateTime(2025, 7, 14, 9, 8, 7, DateTimeKind.Utc), "eu-central-1", "bedrock");
        string value = SigV4Signer.Sign(
            "GET",
            "/tags",
            [
                new KeyValuePair<string, string>("b", "2"),
                new KeyValuePair<string, string>("a", "x/y"),
                new KeyValuePair<string, string>("a", "1"),
            ],
            [
                new KeyValuePair<string, string>("host", "bedrock.eu-central-1.amazonaws.com"),
                new KeyValuePair<string, string>("X-Amz-Date", scope.Timestamp),
            ],
            [],
            scope);
        Assert.EndsWith(
            "SignedHeaders=host;x-amz-date, Signature=c7436fba613197298ee59739d06c34cf8d19c40c904758ec4559e42ad8119755", value);
    }
}
