@{
    RootModule             = "bin/$PSEdition/BedrockPS.dll"
    ModuleVersion          = '0.1.0'
    GUID                   = '7bb910df-de10-4b5e-a22f-20bce3496b3a'
    Author                 = 'The BedrockPS authors'
    CompanyName            = 'The BedrockPS authors'
    Copyright              = '(c) The BedrockPS authors. MIT licence.'
    Description            = 'Amazon Bedrock from the prompt and from runbooks: models, inference, streaming, embeddings, chat, and any operation of the four Bedrock services. Works offline against a local endpoint.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @('BedrockPS.Format.ps1xml')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Clear-BRCache'
        'Clear-BRDefault'
        'Clear-BRUsage'
        'Enter-BRChat'
        'Export-BRAutomatedReasoningPolicyVersion'
        'Export-BRChat'
        'Get-BRApi'
        'Get-BRAutomatedReasoningAnnotation'
        'Get-BRAutomatedReasoningAsset'
        'Get-BRAutomatedReasoningBuild'
        'Get-BRAutomatedReasoningPolicy'
        'Get-BRAutomatedReasoningScenario'
        'Get-BRAutomatedReasoningTest'
        'Get-BRAutomatedReasoningTestResult'
        'Get-BRDefault'
        'Get-BREmbedding'
        'Get-BREnforcedGuardrail'
        'Get-BRGuardrail'
        'Get-BRLocalEndpoint'
        'Get-BRModel'
        'Get-BRPrice'
        'Get-BRUsage'
        'Import-BRChat'
        'Import-BRPrice'
        'Invoke-BRApi'
        'Invoke-BRModel'
        'Measure-BRToken'
        'New-BRAutomatedReasoningPolicy'
        'New-BRAutomatedReasoningPolicyVersion'
        'New-BRAutomatedReasoningTest'
        'New-BRGuardrail'
        'New-BRGuardrailVersion'
        'Remove-BRAutomatedReasoningBuild'
        'Remove-BRAutomatedReasoningPolicy'
        'Remove-BRAutomatedReasoningTest'
        'Remove-BREnforcedGuardrail'
        'Remove-BRGuardrail'
        'Resolve-BRError'
        'Send-BRMessage'
        'Set-BRAutomatedReasoningAnnotation'
        'Set-BRAutomatedReasoningPolicy'
        'Set-BRAutomatedReasoningTest'
        'Set-BRDefault'
        'Set-BREnforcedGuardrail'
        'Set-BRGuardrail'
        'Show-BRStream'
        'Start-BRAutomatedReasoningBuild'
        'Start-BRAutomatedReasoningTestRun'
        'Start-BRChat'
        'Start-BRLocalEndpoint'
        'Stop-BRAutomatedReasoningBuild'
        'Stop-BRLocalEndpoint'
        'Test-BRSetup'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('AWS', 'Bedrock', 'AI', 'LLM', 'GenerativeAI', 'Embeddings', 'Chat', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://www.powershellgallery.com/packages/BedrockPS'
            ReleaseNotes = 'First version: models, inference and streaming, embeddings, chat, every Bedrock operation through Invoke-BRApi, and a local endpoint for offline work.'
        }
    }
}
