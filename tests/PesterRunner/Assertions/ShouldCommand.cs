using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace BedrockPS.PesterRunner.Assertions;

/// <summary>Should: one switch says what is claimed of the pipeline's objects.</summary>
[Cmdlet("Should", "Assert")]
public sealed class ShouldCommand : PSCmdlet
{
    private readonly List<object?> _actual = [];

    [Parameter(ValueFromPipeline = true)]
    public object? ActualValue { get; set; }

    [Parameter(Position = 0)]
    [Alias("RegularExpression", "ExpectedMessage", "ExpectedType")]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object? ExpectedValue { get; set; }

    [Parameter]
    public SwitchParameter Not { get; set; }

    [Parameter]
    public string? Because { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Be))]
    [Alias("EQ")]
    public SwitchParameter Be { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeExactly))]
    [Alias("CEQ")]
    public SwitchParameter BeExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeOfType))]
    [Alias("HaveType")]
    public SwitchParameter BeOfType { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeNullOrEmpty))]
    public SwitchParameter BeNullOrEmpty { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeTrue))]
    public SwitchParameter BeTrue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeFalse))]
    public SwitchParameter BeFalse { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeGreaterThan))]
    [Alias("GT")]
    public SwitchParameter BeGreaterThan { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeGreaterOrEqual))]
    [Alias("GE")]
    public SwitchParameter BeGreaterOrEqual { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeLessThan))]
    [Alias("LT")]
    public SwitchParameter BeLessThan { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeLessOrEqual))]
    [Alias("LE")]
    public SwitchParameter BeLessOrEqual { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(HaveCount))]
    public SwitchParameter HaveCount { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Match))]
    public SwitchParameter Match { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(MatchExactly))]
    [Alias("CMATCH")]
    public SwitchParameter MatchExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeLike))]
    public SwitchParameter BeLike { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeLikeExactly))]
    public SwitchParameter BeLikeExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Contain))]
    public SwitchParameter Contain { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeIn))]
    public SwitchParameter BeIn { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Throw))]
    public SwitchParameter Throw { get; set; }

    [Parameter(ParameterSetName = nameof(Throw), Position = 1)]
    public string? ErrorId { get; set; }

    [Parameter(ParameterSetName = nameof(Throw), Position = 2)]
    public Type? ExceptionType { get; set; }

    [Parameter(ParameterSetName = nameof(Throw))]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput)
        {
            _actual.Add(ActualValue);
        }
    }

    protected override void EndProcessing()
    {
        if (!MyInvocation.ExpectingInput && MyInvocation.BoundParameters.ContainsKey(nameof(ActualValue)))
        {
            _actual.Add(ActualValue);
        }

        switch (ParameterSetName)
        {
            case nameof(Be):
                Claim(SameAs(ignoreCase: true), $"be {ValueText.Of(ExpectedValue)}");
                break;
            case nameof(BeExactly):
                Claim(SameAs(ignoreCase: false), $"be exactly {ValueText.Of(ExpectedValue)}");
                break;
            case nameof(BeNullOrEmpty):
                Claim(IsNullOrEmpty(), "be null or empty");
                break;
            case nameof(HaveCount):
                Claim(
                    Items().Count == LanguagePrimitives.ConvertTo<int>(ExpectedValue),
                    $"have {ExpectedValue} items, has {Items().Count}");
                break;
            case nameof(Contain):
                Claim(
                    Items().Any(item => Equality.SameScalar(item, ExpectedValue, ignoreCase: true)),
                    $"contain {ValueText.Of(ExpectedValue)}");
                break;
            case nameof(Throw):
                ClaimThrow();
                break;
            default:
                foreach (object? item in _actual.Count == 0 ? [null] : _actual)
                {
                    ClaimOfOne(item);
                }

                break;
        }
    }

    private void ClaimOfOne(object? actual)
    {
        string expected = ValueText.Of(ExpectedValue);
        object? bare = Equality.Bare(actual);
        (bool holds, string claim) = ParameterSetName switch
        {
            nameof(BeTrue) => (LanguagePrimitives.IsTrue(actual), "be true"),
            nameof(BeFalse) => (!LanguagePrimitives.IsTrue(actual), "be false"),
            nameof(BeOfType) => (IsOfType(actual, out string type), $"be of type {type}"),
            nameof(BeGreaterThan) => (Compare(bare) > 0, $"be greater than {expected}"),
            nameof(BeGreaterOrEqual) => (Compare(bare) >= 0, $"be at least {expected}"),
            nameof(BeLessThan) => (Compare(bare) < 0, $"be less than {expected}"),
            nameof(BeLessOrEqual) => (Compare(bare) <= 0, $"be at most {expected}"),
            nameof(Match) => (Matches(actual, RegexOptions.IgnoreCase), $"match {expected}"),
            nameof(MatchExactly) => (Matches(actual, RegexOptions.None), $"match exactly {expected}"),
            nameof(BeLike) => (Like(actual, ExpectedValue, WildcardOptions.IgnoreCase), $"be like {expected}"),
            nameof(BeLikeExactly) => (Like(actual, ExpectedValue, WildcardOptions.None), $"be exactly like {expected}"),
            nameof(BeIn) => ((Equality.AsList(ExpectedValue) ?? [ExpectedValue])
                .Any(item => Equality.SameScalar(item, actual, ignoreCase: true)), $"be in {expected}"),
            _ => throw new InvalidOperationException(ParameterSetName),
        };
        Claim(holds, claim, ValueText.Of(actual));
    }

    /// <summary>What the pipeline gave, or the one collection given as -ActualValue.</summary>
    private IReadOnlyList<object?> Items() =>
        !MyInvocation.ExpectingInput && _actual.Count == 1 ? Equality.AsList(_actual[0]) ?? _actual : _actual;

    private bool SameAs(bool ignoreCase) => Equality.Same(ExpectedValue, Items(), ignoreCase);

    private bool IsNullOrEmpty() => Items() switch
    {
        [] => true,
        [var only] => Equality.Bare(only) switch
        {
            null or "" => true,
            ICollection { Count: 0 } => true,
            _ => false,
        },
        _ => false,
    };

    private int Compare(object? actual) => LanguagePrimitives.Compare(actual, Equality.Bare(ExpectedValue), ignoreCase: true);

    private bool Matches(object? actual, RegexOptions options) =>
        Regex.IsMatch(LanguagePrimitives.ConvertTo<string>(actual) ?? "", LanguagePrimitives.ConvertTo<string>(ExpectedValue), options);

    private static bool Like(object? actual, object? pattern, WildcardOptions options) =>
        WildcardPattern.Get(LanguagePrimitives.ConvertTo<string>(pattern), options).IsMatch(LanguagePrimitives.ConvertTo<string>(actual) ?? "");

    private bool IsOfType(object? actual, out string name)
    {
        object? wanted = Equality.Bare(ExpectedValue);
        Type type = wanted as Type ?? LanguagePrimitives.ConvertTo<Type>(wanted?.ToString()?.Trim('[', ']'));
        name = type.FullName!;
        return type == typeof(PSObject) || type == typeof(PSCustomObject)
            ? actual is PSObject { BaseObject: PSCustomObject }
            : type.IsInstanceOfType(Equality.Bare(actual));
    }

    private void ClaimThrow()
    {
        if (_actual is not [var only] || Equality.Bare(only) is not ScriptBlock block)
        {
            Fail("Expected a script block that throws, but got " + ValueText.OfActual(_actual) + ".");
            return;
        }

        ErrorRecord? thrown = InvokeCommand
            .InvokeScript("param($__block) try { $null = & $__block } catch { $_ }", block)
            .Select(result => result?.BaseObject)
            .OfType<ErrorRecord>()
            .FirstOrDefault();
        if (thrown is null)
        {
            if (!Not)
            {
                Fail($"Expected an exception to be thrown{Reason()}, but none was.");
            }

            return;
        }

        bool asWanted = (ExpectedValue is null || Like(thrown.Exception.Message, ExpectedValue, WildcardOptions.IgnoreCase))
            && (ErrorId is null || Like(thrown.FullyQualifiedErrorId, ErrorId, WildcardOptions.IgnoreCase))
            && (ExceptionType is null || ExceptionType.IsInstanceOfType(thrown.Exception));
        string got = $"[{thrown.Exception.GetType().FullName}] '{thrown.Exception.Message}' with id '{thrown.FullyQualifiedErrorId}'";
        if (Not && asWanted)
        {
            Fail($"Expected no such exception{Reason()}, but {got} was thrown.");
        }
        else if (!Not && !asWanted)
        {
            string wanted = string.Join(", ", new[]
            {
                ExpectedValue is null ? null : $"a message like {ValueText.Of(ExpectedValue)}",
                ErrorId is null ? null : $"the id '{ErrorId}'",
                ExceptionType is null ? null : $"the type [{ExceptionType.FullName}]",
            }.OfType<string>());
            Fail($"Expected an exception with {wanted}{Reason()}, but {got} was thrown.");
        }

        if (PassThru)
        {
            WriteObject(thrown);
        }
    }

    private void Claim(bool holds, string claim) => Claim(holds, claim, ValueText.OfActual(Items()));

    private void Claim(bool holds, string claim, string actual)
    {
        if (holds == Not)
        {
            Fail($"Expected {actual} {(Not ? "not " : "")}to {claim}{Reason()}.");
        }
    }

    private string Reason() => string.IsNullOrEmpty(Because) ? "" : $", because {Because}";

    private void Fail(string message) => ThrowTerminatingError(
        new ErrorRecord(new AssertionFailedException(message), "PesterAssertionFailed", ErrorCategory.InvalidResult, null));
}
