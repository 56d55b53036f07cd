using System.Management.Automation;
using System.Security;
using BedrockPS.Inference;
using BedrockPS.Redaction;

namespace BedrockPS.Cmdlets;

/// <content>Secrets that stay on this machine.</content>
public abstract partial class InferenceCmdlet
{
    private readonly HiddenSecrets _hidden = new();
    private RedactionSettings? _redaction;
    private bool _toldUnsearched;

    /// <summary>
    /// Replace secrets (AWS keys, tokens, passwords, private keys, SecureStrings) by placeholders before anything is sent or kept, and
    /// put them back into the answer.
    /// </summary>
    [Parameter]
    public SwitchParameter Redact { get; set; }

    /// <summary>
    /// Regular expressions of further secrets; a group named secret, else the whole match, is the secret. Implies -Redact.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? RedactPattern { get; set; }

    /// <summary>What to write in place of a SecureString while a prompt is composed; null: it is not read at all.</summary>
    private protected global::System.Func<SecureString, string>? SecretWriter => IsRedacting ? _hidden.Hide : null;

    /// <summary>The chat's settings ask for redaction, whatever the parameters say.</summary>
    private protected virtual bool KeepsRedaction => false;

    private bool IsRedacting => Redact || RedactPattern is not null || KeepsRedaction;

    partial void AddRedaction(InferenceRequest settings)
    {
        if (Redact || RedactPattern is not null)
        {
            settings.Redaction = _redaction ??= RedactPattern is null ? RedactionSettings.Default : RedactionSettings.With(RedactPattern);
        }

        settings.Secrets = _hidden.Take();
    }

    partial void WrapRedaction(ref IModelCaller caller) => caller = new RedactingCaller(caller, Log.Add, TellUnsearched);

    private void TellUnsearched()
    {
        if (!_toldUnsearched)
        {
            _toldUnsearched = true;
            Log.AddWarning("-Redact searches text alone: what images, PDF and Office documents, audio and video show is sent as it is.");
        }
    }
}
