using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Fuzz;

/// <summary>
/// Classes and notations made at random, the same ones each time: the schema of each is one that an answer can be made to, and the answer
/// becomes an instance whose every member has its type.
/// </summary>
public sealed class SchemaFuzzTests : EndpointSession
{
    private const string Model = "qwen.qwen3-32b-v1:0";

    private static readonly string[] s_scalars =
    [
        "string", "int", "long", "double", "decimal", "bool", "datetime", "guid", "byte", "uint32", "uri", "timespan", "System.DateTimeOffset", "Colour",
        "Nullable[int]", "Nullable[datetime]", "Nullable[bool]", "Nullable[Colour]",
    ];

    [Fact]
    public void An_answer_to_any_class_is_an_instance_of_it()
    {
        Random random = new(20252);
        int filled = 0;
        for (int number = 0; number < 60; number++)
        {
            string name = "C" + number.ToString(CultureInfo.InvariantCulture);
            StringBuilder source = new("enum Colour { Red; Green = 7; Blue }\n");
            int inner = random.Next(0, 3);
            for (int i = 0; i < inner; i++)
            {
                source.Append(Class(random, $"{name}I{i}", i));
            }

            source.Append(Class(random, name, inner));
            List<PSObject> output = Shell.Run(source + $"Invoke-BRModel 'Fill it in.' -Model {Model} -As [{name}] -RepairAttempt 0");
            if (Shell.Errors is [{ Exception: BedrockException { Code: "SchemaMismatch" } }] && source.ToString().Contains("[Validate", StringComparison.Ordinal))
            {
                // The service keeps to types alone where it makes an answer fit; ranges and lengths are checked here.
                continue;
            }

            filled++;
            Assert.True(Shell.Errors.Count == 0 && output.Count == 1, $"{source}\n{string.Join("\n", Shell.Errors.Select(static error => error.Exception.ToString()))}");
            Assert.Equal(name, output[0].BaseObject.GetType().Name);
            foreach (System.Reflection.PropertyInfo property in output[0].BaseObject.GetType().GetProperties())
            {
                // What cannot be null has been filled in: neither a schema nor an answer has lost it.
                object? value = property.GetValue(output[0].BaseObject);
                Assert.True(value is not null || Nullable.GetUnderlyingType(property.PropertyType) is not null, $"{source}\n{property.Name} is empty");
            }
        }

        Assert.InRange(filled, 40, 60);
    }

    [Fact]
    public void Any_notation_is_a_schema_or_a_documented_error()
    {
        Mutations mutations = new("@{ Name = 'string'; Count = [int]; Tags = 'string[]'; Who = @{ Age = 'int?'; At = [datetime] }; Any = @(@{ X = 1.5 }) }"u8.ToArray());
        foreach ((string name, byte[] bytes) in mutations.Take(150))
        {
            // Data as a user may have it in a file; what is no such data is PowerShell's to refuse.
            string data = Encoding.UTF8.GetString(bytes);
            try
            {
                Shell.Run(
                    "$tokens = $problems = $null; $ast = [Management.Automation.Language.Parser]::ParseInput($text, [ref] $tokens, [ref] $problems); "
                    + "$table = $null; if (-not $problems) { try { $table = $ast.Find({ $args[0] -is [Management.Automation.Language.HashtableAst] }, $false).SafeGetValue() } catch { } }; "
                    + $"if ($table -is [hashtable]) {{ $null = Invoke-BRModel 'Fill it in.' -Model {Model} -As $table -RepairAttempt 0 }}",
                    ("text", data));
            }
            catch (RuntimeException exception)
            {
                Assert.True(exception.ErrorRecord.Exception is BedrockException, $"{name}\n{exception}");
            }

            Assert.True(Shell.Errors.All(static error => error.Exception is BedrockException), $"{name}\n{string.Join("\n", Shell.Errors.Select(static error => error.Exception.ToString()))}");
        }
    }

    // Bytes are no list of numbers in an answer but Base64 text, which no schema can make a model write.
    private static string ListOf(string scalar) => scalar == "byte" ? "int[]" : scalar.Replace("Nullable[", "", StringComparison.Ordinal).TrimEnd(']') + "[]";

    private static string Class(Random random, string name, int inner)
    {
        StringBuilder source = new($"class {name} {{\n");
        int count = random.Next(1, 7);
        for (int i = 0; i < count; i++)
        {
            string type = random.Next(8) switch
            {
                0 when inner > 0 => Inner(random, name, inner),
                1 when inner > 0 => Inner(random, name, inner) + "[]",
                2 => ListOf(s_scalars[random.Next(s_scalars.Length)]),
                3 => "System.Collections.Generic.List[string]",
                4 => "System.Collections.Generic.Dictionary[string,int]",
                5 => "hashtable",
                _ => s_scalars[random.Next(s_scalars.Length)],
            };
            string rule = type switch
            {
                "int" or "long" or "double" when random.Next(2) == 0 => "[ValidateRange(3, 9)] ",
                "string" when random.Next(3) == 0 => "[ValidateSet('one', 'two')] ",
                "string" when random.Next(3) == 0 => "[ValidateLength(2, 40)] ",
                "string[]" when random.Next(2) == 0 => "[ValidateCount(1, 3)] ",
                _ => "",
            };
            source.Append(CultureInfo.InvariantCulture, $"    {rule}[{type}] $P{i}\n");
        }

        return source.Append("}\n").ToString();
    }

    private static string Inner(Random random, string name, int inner) => $"{name.Split('I')[0]}I{random.Next(inner)}";
}
