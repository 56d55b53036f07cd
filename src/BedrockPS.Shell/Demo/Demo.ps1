# The main job from end to end on a local endpoint: no account, no network, no cost. Each command is shown before it runs, and
# a step that fails ends the demonstration.
$ErrorActionPreference = 'Stop'

$steps = @(
    'A local endpoint speaks the Bedrock protocol; the session is pointed at it.'
    { Start-BRLocalEndpoint }

    'Which models are there?'
    { Get-BRModel *nova* }

    'Ask one. A short name is enough where it is the only one that fits.'
    { Invoke-BRModel 'What is Amazon S3?' -Model nova-lite }

    'The answer is an object; its text is what it prints as.'
    { $answer = Invoke-BRModel 'Name three AWS services.' -Model nova-lite -MaxTokens 200; "$answer"; $answer.Usage }

    'Watch an answer arrive.'
    { Invoke-BRModel 'Write a haiku about cloud computing.' -Model claude-sonnet-4-5 -Stream | Show-BRStream }

    'Pipe material through a model: each answer knows its input.'
    { 'The door is open.', 'It rains.' | Invoke-BRModel 'Translate into French.' -Model nova-lite | ForEach-Object { "$($_.InputObject) -> $_" } }

    'Turn texts into vectors and see which two are near.'
    { $cat, $kitten, $tax = 'A cat sleeps on the sofa.', 'A cat is sleeping on a sofa.', 'Tax returns are due in May.' | Get-BREmbedding -Model amazon.titan-embed-text-v2:0; $cat }
    {
        function Compare-Vector($a, $b) { $sum = 0.0; for ($i = 0; $i -lt $a.Vector.Length; $i++) { $sum += $a.Vector[$i] * $b.Vector[$i] }; [Math]::Round($sum, 3) }
        "cat and kitten: $(Compare-Vector $cat $kitten), cat and tax: $(Compare-Vector $cat $tax)"
    }

    'Have a picture made, and look at it.'
    { New-BRImage 'A lighthouse at dusk' -Model nova-canvas -Size 320x320 | Show-BRImage -Width 24 }

    'Hold a conversation.'
    { $chat = Start-BRChat -Model nova-lite -System 'You are an AWS solutions architect.' }
    { Send-BRMessage -Chat $chat 'Which database suits a chat application?' }
    { Send-BRMessage -Chat $chat 'And for time-series data?' -Stream | Show-BRStream }
    { $chat }

    'Send a model family''s own body, unchanged.'
    {
        Invoke-BRModel -Model anthropic.claude-3-sonnet-20240229-v1:0 -Body @{
            anthropic_version = 'bedrock-2023-05-31'
            max_tokens        = 200
            messages          = @(@{ role = 'user'; content = 'Explain AWS Lambda in three sentences.' })
        }
    }

    'Any operation of the four services is within reach.'
    { (Invoke-BRApi bedrock GetFoundationModel @{ modelIdentifier = 'amazon.titan-embed-text-v2:0' }).ModelDetails }

    'One bad input does not stop the others, and its error says what to do.'
    {
        'nova-lite', 'no-such-model' | ForEach-Object { Invoke-BRModel 'Say hello.' -Model $_ -ErrorAction SilentlyContinue -ErrorVariable +problems } | ForEach-Object { "$_" }
        $problems | ForEach-Object { "$($_.CategoryInfo.Category): $($_.Exception.Message)" }
    }

    'What the endpoint was asked.'
    { Get-BRLocalEndpoint -Request | ForEach-Object { "$($_.StatusCode) $($_.Operation) $($_.Model)" } }

    'Leave the session as it was.'
    { Stop-BRLocalEndpoint }
)

$style = $PSStyle
try {
    foreach ($step in $steps) {
        if ($step -is [string]) {
            $Host.UI.WriteLine("`n$($style.Foreground.Green)# $step$($style.Reset)")
            continue
        }

        $text = $step.ToString()
        $indent = if ($text -match '\n( +)\S') { $Matches[1] } else { '' }
        $text = $text.Trim().Replace("`r", '').Replace("`n$indent", "`n")
        $Host.UI.WriteLine("$($style.Foreground.BrightBlack)PS>$($style.Reset) $($style.Foreground.BrightCyan)$text$($style.Reset)")
        . $step | Out-Default
    }
}
finally {
    # Also when a step failed: the endpoint must not outlive its demonstration.
    Get-BRLocalEndpoint -ErrorAction Ignore | Stop-BRLocalEndpoint -ErrorAction Ignore
}
