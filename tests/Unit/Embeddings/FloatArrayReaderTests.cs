using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using BedrockPS.Embeddings;
using Xunit;

namespace BedrockPS.Unit.Embeddings;

public class FloatArrayReaderTests
{
    public static TheoryData<string> Numbers => new()
    {
        "0", "-0", "0.0", "1", "-1", "0.5", "123456789", "1e3", "1E+3", "1.5e-3", "0.1", "-0.012345678", "3.4028235e38", "1e-45", "1.4e-45",
        "1.17549435e-38", "1.1754942e-38", "0.000000000000000000000000000000000000000000001", "16777217", "16777219", "0.333333343267440796",
        "1.00000005960464477539062500", "1.00000017881393432617187500", "1.000000059604644775390625000000000000000001", "9007199254740993",
        "123456789012345678901234567890", "0.12345678901234567890123456789012345678901234567890", "7.038531e-26", "8.589973e9", "1e22", "1e-22",
    };

    private static float[] Read(string json)
    {
        float[] numbers = FloatArrayReader.Read(Encoding.UTF8.GetBytes(json), out int end);
        Assert.Equal(']', json[end]);
        return numbers;
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_are_rounded_to_the_nearest_float(string number) => Assert.Equal(
        BitConverter.SingleToInt32Bits(float.Parse(number, CultureInfo.InvariantCulture)),
        BitConverter.SingleToInt32Bits(Assert.Single(Read(number + "]"))));

    [Fact]
    public void Every_way_of_writing_a_number_gives_the_same_float()
    {
        Random random = new(20240607);
        for (int i = 0; i < 20_000; i++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (float.IsNaN(value) || float.IsInfinity(value))
            {
                continue;
            }

            double near = value * (1 + (random.NextDouble() * 1e-7));
            string[] ways =
            [
                value.ToString("R", CultureInfo.InvariantCulture),
                value.ToString("E8", CultureInfo.InvariantCulture),
                ((double)value).ToString("R", CultureInfo.InvariantCulture),
                near.ToString("E16", CultureInfo.InvariantCulture),
                (random.NextDouble() - 0.5).ToString("R", CultureInfo.InvariantCulture),
                ((float)(random.NextDouble() - 0.5)).ToString("F12", CultureInfo.InvariantCulture),
            ];
            float[] expected = [.. ways.Select(static way => float.Parse(way, CultureInfo.InvariantCulture))];
            Assert.Equal(
                expected.Where(float.IsFinite).Select(BitConverter.SingleToInt32Bits),
                Read(string.Join(",", ways.Where((_, way) => float.IsFinite(expected[way]))) + "]").Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void Midpoints_between_two_floats_go_to_the_even_one()
    {
        Random random = new(7);
        for (int i = 0; i < 5_000; i++)
        {
            float low = (float)random.NextDouble();
            double middle = ((double)low + MathF.BitIncrement(low)) / 2;
            string text = middle.ToString("E40", CultureInfo.InvariantCulture);
            Assert.Equal(float.Parse(text, CultureInfo.InvariantCulture), Assert.Single(Read(text + "]")));
        }
    }

    [Fact]
    public void Space_is_no_matter_and_long_arrays_fit()
    {
        Assert.Equal([1f, -2.5f, 3f], Read(" 1 ,\n\t-2.5\r,3 ]"));
        float[] many = [.. Enumerable.Range(0, 10_000).Select(static i => i / 8f)];
        Assert.Equal(many, Read(string.Join(",", many.Select(static number => number.ToString(CultureInfo.InvariantCulture))) + "]"));
    }

    [Theory]
    [InlineData("1,")]
    [InlineData("1,]")]
    [InlineData("1")]
    [InlineData("1 2]")]
    [InlineData("-]")]
    [InlineData("1.]")]
    [InlineData("1e]")]
    [InlineData("1e+]")]
    [InlineData("1,null]")]
    [InlineData("1,\"2\"]")]
    [InlineData("1,[2]]")]
    [InlineData("1,NaN]")]
    [InlineData("")]
    public void Anything_but_numbers_is_refused(string json) =>
        Assert.Throws<JsonException>(() => FloatArrayReader.Read(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void Vectors_are_found_by_their_member_alone()
    {
        EmbeddingAnswer answer = EmbeddingReader.Read(
            """
            {"other":[1,2,3],"texts":["[7]","x"],"empty":[],"nested":{"deep":[{"wanted":[0.5,0.25]},{"wanted":[[1],[2, 3]]},{"x":[[9]]}]},
             "inputTextTokenCount":12,"message":null}
            """u8,
            "wanted"u8,
            "wanted"u8);
        Assert.Equal(new List<float[]> { new[] { 0.5f, 0.25f }, new[] { 1f }, new[] { 2f, 3f } }, answer.Vectors);
        Assert.Equal(12, answer.InputTokens);
        Assert.Null(answer.Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"embedding":[1,2""")]
    [InlineData("""{"other":[1,2""")]
    [InlineData("""{"embedding":[1,2]""")]
    [InlineData("""{"embedding":[1,2]]}""")]
    [InlineData("<html>")]
    public void Broken_JSON_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => EmbeddingReader.Read(Encoding.UTF8.GetBytes(json), "embedding"u8, "embedding"u8));
}
