using System;
using System.Globalization;
using System.Text;
using BedrockPS.Engine;
using BedrockPS.Engine.Signing;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>Frames of one stream, made for the same keys and moments by the AWS SDK for JavaScript (signature-v4 and its codec).</summary>
public class EventSignerTests
{
    private const string Names = "053a64617465080000019c";
    private const string SignatureName = "103a6368756e6b2d7369676e6174757265060020";

    [Fact]
    public void A_chain_of_frames_over_midnight_is_bit_for_bit_that_of_another_client()
    {
        EventSigner signer = new(new KeySet("AKIDEXAMPLE", Requests.SecretKey, null), "us-west-2", "bedrock", new string('0', 64));
        Assert.Equal(
            "0000005600000043" + "3da4f528" + Names + "b73d3271" + SignatureName
                + "b2ce86405867385cbfab73ba9480c6b48a1ee302b25b39d9260ee50db5be1836" + "6f6e65" + "ad4e5908",
            Wrap(signer, "one", "2026-03-04T05:06:07.089Z"));
        Assert.Equal(
            "0000006300000043" + "5465c2de" + Names + "bb4b4bff" + SignatureName
                + "838b1a28dbd568f997e57f8829d283cf753224a88a85d2ea5711bb782690e057" + "7b226279746573223a2264486476227d" + "dbadc682",
            Wrap(signer, "{\"bytes\":\"dHdv\"}", "2026-03-04T23:59:59.999Z"));
        Assert.Equal(
            "0000005300000043" + "f5447a58" + Names + "bb4b4c00" + SignatureName
                + "679a98ab9228096e84f0f8f0c6698b3dcc49e335605ba7ba659a7fc8127be129" + "c07c9e34",
            Wrap(signer, "", "2026-03-05T00:00:00.000Z"));
    }

    private static string Wrap(EventSigner signer, string message, string time) => Convert.ToHexStringLower(signer.Wrap(
        Encoding.UTF8.GetBytes(message),
        DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)));
}
