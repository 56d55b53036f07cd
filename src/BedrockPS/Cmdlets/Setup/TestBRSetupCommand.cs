using System;
using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using BedrockPS.Defaults;
using BedrockPS.Engine;
using BedrockPS.Protocol;
using BedrockPS.Setup;

namespace BedrockPS.Cmdlets;

/// <summary>Checks what a call needs, one object a check. What is wrong is told, never thrown.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BRSetup")]
[OutputType(typeof(SetupCheck))]
public sealed class TestBRSetupCommand : ConnectedCmdlet
{
    // One more than needed: the second is signed with the service's time when the clock is wrong.
    private const int Attempts = 2;

    private const int PatienceSec = 15;

    /// <summary>Call neither bedrock nor bedrock-runtime.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    protected override object? Target => null;

    protected override void Process()
    {
        IDictionary? table = GetVariableValue("PSVersionTable") as IDictionary;
        WriteObject(PlatformChecks.PowerShell(table?["PSEdition"]?.ToString() ?? "Desktop", table?["PSVersion"]?.ToString() ?? ""));
        WriteObject(PlatformChecks.Module());
        SetupCheck engine = EngineChecks.Engine();
        WriteObject(engine);
        WriteObject(EngineChecks.OtherSdk());
        if (engine.Status == SetupStatus.Failed)
        {
            WriteRest("Depends on the engine.");
            return;
        }

        CheckConnection();
    }

    // Apart, so that it is compiled only once the engine is known to load.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckConnection()
    {
        ConnectionSettings settings;
        try
        {
            settings = Connection.WithMaxAttempts(MaxAttempt ?? Attempts);
        }
        catch (BedrockException exception)
        {
            WriteObject(SetupCheck.Skipped(CheckName.Region, "Depends on the credentials."));
            WriteObject(SetupCheck.Failed(CheckName.Credentials, exception));
            WriteRest("Depends on the credentials.", CheckName.Region, CheckName.Credentials);
            return;
        }

        ConnectionChecks connection = new(settings, new SettingOrigin(this, SessionDefaults.Current.Values, name => GetVariableValue(name)));
        WriteObject(Wait(connection.RegionAsync(StopToken)));
        WriteObject(Wait(connection.CredentialsAsync(StopToken)));
        WriteObject(Wait(connection.EndpointAsync(StopToken)));
        WriteObject(Wait(connection.ProxyAsync(StopToken)));
        if (Offline)
        {
            WriteRest("Not checked with -Offline.", CheckName.Region, CheckName.Credentials, CheckName.Endpoint, CheckName.Proxy);
            return;
        }

        ServiceChecks services = new(new ApiClient(settings, new CallOptions
        {
            Timeout = TimeSpan.FromSeconds(TimeoutSec ?? PatienceSec),
            IdleTimeout = IdleTimeoutSec is int idle ? TimeSpan.FromSeconds(idle) : null,
            Log = Log.Add,
        }));
        WriteObject(Wait(services.BedrockAsync(StopToken)));
        WriteObject(Wait(services.BedrockRuntimeAsync(StopToken)));
        WriteObject(services.Clock());
    }

    private void WriteRest(string why, params string[] done)
    {
        foreach (string name in CheckName.OfConnection)
        {
            if (Array.IndexOf(done, name) < 0)
            {
                WriteObject(SetupCheck.Skipped(name, why));
            }
        }
    }
}
